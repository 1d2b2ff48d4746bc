import { Link } from "@tanstack/react-router";
import { Mark } from "./mark.tsx";

export function Wordmark() {
  return (
    <Link
      to="/"
      aria-label="Fieldline, to the overview"
      className="mb-3 flex items-center gap-2 px-2.5 py-0.5 text-[15px] font-bold tracking-[-.01em] text-text no-underline max-xl:justify-center max-md:hidden"
      activeProps={{ "aria-current": undefined }}
    >
      <Mark />
      <span className="max-xl:hidden">Fieldline</span>
    </Link>
  );
}
