import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { Icon } from "../components/icon.tsx";
import { LazyMenu, menuFrom } from "../components/lazy-menu.tsx";

const panel = menuFrom(() => import("./account-panel.tsx").then(({ AccountPanel }) => AccountPanel));

/** Who is signed in; opens the theme and the list of shortcuts. */
export function AccountMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const api = useTRPC();
  const { data: me } = useQuery(api.users.me.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <LazyMenu
      source={panel}
      panelProps={{ me, onShowShortcuts }}
      trigger={
        <button
          type="button"
          className="flex h-9 min-w-9 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-muted hover:bg-hover hover:text-text max-md:h-10"
        >
          <span
            aria-hidden="true"
            className="grid size-6 place-items-center rounded-full bg-accent-weak text-[11.5px] font-semibold text-accent"
          >
            {me?.name.charAt(0).toUpperCase()}
          </span>
          <span className="sr-only">Account and settings of </span>
          <span className="w-34 truncate text-left max-lg:sr-only">{me?.name}</span>
          <Icon name="chevron" size={12} />
        </button>
      }
    />
  );
}
