import { lazy, Suspense, useState } from "react";
import { focusAfterDialog } from "../../../components/focus-after-dialog.ts";
import { Icon } from "../../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../../components/lazy-menu.tsx";
import { useOwnColumns } from "../columns/own-columns.ts";
import type { JobsSearch } from "../jobs-search.ts";
import { useViews } from "./use-views.ts";
import { isSameSearch, NOBODY_LOOKED, searchOf } from "./view.ts";

const panel = menuFrom(() => import("./views-panel.tsx").then(({ ViewsPanel }) => ViewsPanel));
const SaveViewDialog = lazy(() => import("./save-view-dialog.tsx").then((it) => ({ default: it.SaveViewDialog })));
const ManageViewsDialog = lazy(() =>
  import("./manage-views-dialog.tsx").then((it) => ({ default: it.ManageViewsDialog })),
);

interface ViewsMenuProps {
  search: JobsSearch;
  onPick: (search: JobsSearch) => void;
}

/** The saved filters: to pick one, to save the present ones, to change what was saved. */
export function ViewsMenu({ search, onPick }: ViewsMenuProps) {
  const { views } = useViews();
  const own = useOwnColumns();
  const [asked, setAsked] = useState<"save" | "manage">();
  const held = views.find((view) => isSameSearch(searchOf(view), search, own))?.name;
  const name = held ?? (isSameSearch(NOBODY_LOOKED.search, search, own) ? NOBODY_LOOKED.name : undefined);
  const close = () => {
    setAsked(undefined);
    focusAfterDialog();
  };
  return (
    <>
      <LazyMenu
        source={panel}
        panelProps={{ search, views, onPick, onAsk: setAsked }}
        trigger={
          <button
            type="button"
            className="inline-flex h-7 max-w-full cursor-pointer items-center gap-1.5 rounded-md border border-line-strong bg-raised px-3 text-[13px] whitespace-nowrap hover:border-control max-md:h-9"
          >
            <span className="truncate">{name ?? "Views"}</span>
            <Icon name="chevron" size={11} />
          </button>
        }
      />
      <Suspense>
        {asked === "save" && <SaveViewDialog search={search} onSaved={onPick} onClose={close} />}
        {asked === "manage" && <ManageViewsDialog onClose={close} />}
      </Suspense>
    </>
  );
}
