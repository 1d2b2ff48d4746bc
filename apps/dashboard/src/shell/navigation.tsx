import { Link } from "@tanstack/react-router";
import { Icon, type IconName } from "../components/icon.tsx";
import { Wordmark } from "./wordmark.tsx";

const PAGES: { to: "/" | "/jobs"; label: string; icon: IconName }[] = [
  { to: "/", label: "Overview", icon: "overview" },
  { to: "/jobs", label: "Jobs", icon: "jobs" },
];

const ITEM =
  "flex items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 py-1.5 text-muted no-underline hover:bg-hover hover:text-text aria-[current=page]:bg-accent-weak aria-[current=page]:font-semibold aria-[current=page]:text-accent max-xl:flex-col max-xl:gap-0.5 max-xl:px-1 max-xl:text-[11.5px] max-md:flex-1 max-md:py-2";

/** The pages there are: a column, a narrow column, or a bar at the foot of a phone. */
export function Navigation() {
  return (
    <nav
      aria-label="Pages"
      className="z-20 flex border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:px-2 max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-0 md:h-dvh md:flex-col md:gap-px md:border-r md:px-2.5 md:py-4"
    >
      <Wordmark />
      {PAGES.map(({ to, label, icon }) => (
        <Link key={to} to={to} className={ITEM} activeOptions={{ exact: to === "/", includeSearch: false }}>
          <Icon name={icon} />
          {label}
        </Link>
      ))}
      <a href="/tech/" className={`${ITEM} md:mt-auto`}>
        <Icon name="phone" />
        Tech view
      </a>
    </nav>
  );
}
