import { Icon } from "../../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../../components/lazy-menu.tsx";
import type { JobColumns } from "./use-job-columns.ts";

const panel = menuFrom(() => import("./columns-panel.tsx").then(({ ColumnsPanel }) => ColumnsPanel));

/** Chooses the columns of the table; a phone's cards have none. */
export function ColumnsMenu({ columns }: { columns: JobColumns }) {
  return (
    <LazyMenu
      source={panel}
      panelProps={{ columns }}
      trigger={
        <button
          type="button"
          className="ml-auto inline-flex h-7 cursor-pointer items-center gap-1.5 rounded-md border border-line-strong bg-raised px-3 text-[13px] whitespace-nowrap hover:border-control max-md:hidden"
        >
          Columns
          <Icon name="chevron" size={11} />
        </button>
      }
    />
  );
}
