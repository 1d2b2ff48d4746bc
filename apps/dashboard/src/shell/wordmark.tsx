import { Link } from "@tanstack/react-router";

export function Wordmark() {
  return (
    <Link
      to="/"
      aria-label="Fieldline, to the overview"
      className="mb-3 flex items-center gap-2 px-2.5 py-0.5 text-[15px] font-bold tracking-[-.01em] text-text no-underline max-xl:justify-center max-md:hidden"
      activeProps={{ "aria-current": undefined }}
    >
      <svg
        aria-hidden="true"
        width="18"
        height="18"
        viewBox="0 0 18 18"
        fill="none"
        className="stroke-accent"
        strokeWidth="2"
      >
        <path d="M1 9h4l2-6 4 12 2-6h4" />
      </svg>
      <span className="max-xl:hidden">Fieldline</span>
    </Link>
  );
}
