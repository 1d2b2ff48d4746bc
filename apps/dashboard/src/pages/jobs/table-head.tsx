import type { Job } from "@fieldline/domain/job";
import type { ReactTable } from "@tanstack/react-table";
import { COLUMN_IDS } from "./columns/column-choice.ts";
import { columnLabel, isRightAligned } from "./columns/column-plan.ts";
import type { features } from "./columns/columns.tsx";
import { isDrawn, type JobColumns } from "./columns/use-job-columns.ts";

interface TableHeadProps {
  table: ReactTable<typeof features, Job>;
  columns: JobColumns;
}

/** The names of the columns; they stay in sight under the top bar. */
export function TableHead({ table, columns }: TableHeadProps) {
  const labelOf = (id: string) => {
    const own = COLUMN_IDS.find((each) => each === id);
    return own && columnLabel(own, columns.kind);
  };
  return (
    <thead className="sticky top-13 z-10 rounded-t-md bg-surface">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} className="h-9 border-b border-line text-muted">
          {group.headers
            .filter(({ column }) => isDrawn(column.id, columns))
            .map((header) => (
              <th
                key={header.id}
                scope="col"
                data-column={header.column.id}
                className={`truncate font-medium ${isRightAligned(header.column.id) ? "text-right" : "text-left"}`}
              >
                {header.column.id === "menu" ? (
                  <span className="sr-only">Actions</span>
                ) : (
                  (labelOf(header.column.id) ?? <table.FlexRender header={header} />)
                )}
              </th>
            ))}
        </tr>
      ))}
    </thead>
  );
}
