import { Link, useLocation } from "@tanstack/react-router";
import { Icon } from "../components/icon.tsx";
import { LazyMenu, menuFrom } from "../components/lazy-menu.tsx";
import { useCan } from "../session/use-me.ts";
import { ADMIN_PAGES, type NavigationPage, WORK_PAGES } from "./pages.ts";
import { Wordmark } from "./wordmark.tsx";

const ITEM =
  "flex items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 py-1.5 text-muted no-underline hover:bg-hover hover:text-text aria-[current=page]:bg-accent-weak aria-[current=page]:font-semibold aria-[current=page]:text-accent max-xl:flex-col max-xl:gap-0.5 max-xl:px-1 max-xl:text-[11.5px] max-md:flex-1 max-md:py-2";

const morePages = menuFrom(() => import("./more-pages.tsx").then(({ MorePages }) => MorePages));

function PageLink({ page: { to, label, icon, also, isBehindMore } }: { page: NavigationPage }) {
  const { pathname } = useLocation();
  return (
    <Link
      to={to}
      className={`${ITEM} ${isBehindMore ? "max-md:hidden" : ""}`}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      aria-current={also && pathname.startsWith(also) ? "page" : undefined}
    >
      <Icon name={icon} />
      {label}
    </Link>
  );
}

/** The pages there are for the reader: a column, a narrow column, or a bar at the foot of a phone. */
export function Navigation() {
  const can = useCan();
  const { pathname } = useLocation();
  const adminPages = ADMIN_PAGES.filter(({ action }) => can(action));
  const behindMore = [...WORK_PAGES, ...adminPages].filter(({ isBehindMore }) => isBehindMore);
  return (
    <nav
      aria-label="Pages"
      className="z-20 flex border-line bg-surface max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:px-2 max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-0 md:h-dvh md:flex-col md:gap-px md:border-r md:px-2.5 md:py-4"
    >
      <Wordmark />
      {WORK_PAGES.map((page) => (
        <PageLink key={page.to} page={page} />
      ))}
      {adminPages.length > 0 && <hr className="mx-2.5 my-2 border-line max-md:hidden max-xl:mx-1" />}
      {adminPages.map((page) => (
        <PageLink key={page.to} page={page} />
      ))}
      <a href="/tech/" className={`${ITEM} md:mt-auto`}>
        <Icon name="phone" />
        Tech view
      </a>
      <LazyMenu
        source={morePages}
        panelProps={{ pages: behindMore }}
        trigger={
          <button
            type="button"
            aria-current={
              behindMore.some(({ to, also }) => pathname.startsWith(to) || (also && pathname.startsWith(also)))
                ? "page"
                : undefined
            }
            className={`${ITEM} cursor-pointer md:hidden`}
          >
            <Icon name="more" />
            More
          </button>
        }
      />
    </nav>
  );
}
