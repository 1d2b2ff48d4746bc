import { Link, useLocation } from "@tanstack/react-router";
import { Icon } from "../components/icon.tsx";
import { LazyMenu, menuFrom } from "../components/lazy-menu.tsx";
import { useCan } from "../session/use-me.ts";
import { ADMIN_PAGES, WORK_PAGES } from "./pages.ts";
import { Wordmark } from "./wordmark.tsx";

const ITEM =
  "flex items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 py-1.5 text-muted no-underline hover:bg-hover hover:text-text aria-[current=page]:bg-accent-weak aria-[current=page]:font-semibold aria-[current=page]:text-accent max-xl:flex-col max-xl:gap-0.5 max-xl:px-1 max-xl:text-[11.5px] max-md:flex-1 max-md:py-2";

const morePages = menuFrom(() => import("./more-pages.tsx").then(({ MorePages }) => MorePages));

/** The pages there are for the reader: a column, a narrow column, or a bar at the foot of a phone. */
export function Navigation() {
  const can = useCan();
  const { pathname } = useLocation();
  const adminPages = ADMIN_PAGES.filter(({ action }) => can(action));
  return (
    <nav
      aria-label="Pages"
      className="z-20 flex border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:px-2 max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-0 md:h-dvh md:flex-col md:gap-px md:border-r md:px-2.5 md:py-4"
    >
      <Wordmark />
      {WORK_PAGES.map(({ to, label, icon }) => (
        <Link key={to} to={to} className={ITEM} activeOptions={{ exact: to === "/", includeSearch: false }}>
          <Icon name={icon} />
          {label}
        </Link>
      ))}
      {adminPages.length > 0 && (
        <>
          <hr className="mx-2.5 my-2 border-line max-md:hidden max-xl:mx-1" />
          {adminPages.map(({ to, label, icon }) => (
            <Link key={to} to={to} className={`${ITEM} max-md:hidden`} activeOptions={{ includeSearch: false }}>
              <Icon name={icon} />
              {label}
            </Link>
          ))}
        </>
      )}
      <a href="/tech/" className={`${ITEM} md:mt-auto`}>
        <Icon name="phone" />
        Tech view
      </a>
      {adminPages.length > 0 && (
        <LazyMenu
          source={morePages}
          panelProps={{ pages: adminPages }}
          trigger={
            <button
              type="button"
              aria-current={adminPages.some(({ to }) => to === pathname) ? "page" : undefined}
              className={`${ITEM} cursor-pointer md:hidden`}
            >
              <Icon name="more" />
              More
            </button>
          }
        />
      )}
    </nav>
  );
}
