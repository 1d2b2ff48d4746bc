import { Icon } from "../components/icon.tsx";
import { LazyMenu, menuFrom } from "../components/lazy-menu.tsx";
import { useMe } from "../session/use-me.ts";

const panel = menuFrom(() => import("./account-panel.tsx").then(({ AccountPanel }) => AccountPanel));

/** Who is signed in; opens the account, the theme, the list of shortcuts and the way out. */
export function AccountMenu({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const me = useMe();
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
          <span className="max-w-44 truncate max-lg:sr-only">{me?.name}</span>
          <Icon name="chevron" size={12} />
        </button>
      }
    />
  );
}
