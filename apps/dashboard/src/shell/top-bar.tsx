import { useConnection } from "../live/feed-context.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { SearchBox } from "./search-box.tsx";

export function TopBar({ onShowShortcuts }: { onShowShortcuts: () => void }) {
  const connection = useConnection();
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center gap-3 border-b border-line bg-surface px-6 max-md:gap-2 max-md:px-3">
      <SearchBox />
      <div className="ml-auto flex items-center gap-2">
        <ConnectionState connection={connection} />
        <AccountMenu onShowShortcuts={onShowShortcuts} />
      </div>
    </header>
  );
}
