import type { Job } from "@fieldline/domain/job";
import type { ReactTable } from "@tanstack/react-table";
import { type features, RIGHT_ALIGNED } from "./columns.tsx";

interface TableHeadProps {
  table: ReactTable<typeof features, Job>;
  isOfWork: boolean;
}

/** What columns are called where there is work alone. */
const OF_WORK: Record<string, string> = { target: "Does", recent: "Progress" };

/** The names of the columns; they stay in sight under the top bar. */
export function TableHead({ table, isOfWork }: TableHeadProps) {
  return (
    <thead className="sticky top-13 z-10 rounded-t-md bg-surface">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id} className="h-9 border-b border-line text-muted">
          {group.headers.map((header) => (
            <th
              key={header.id}
              scope="col"
              data-column={header.column.id}
              className={`truncate font-medium ${RIGHT_ALIGNED.has(header.column.id) ? "text-right" : "text-left"}`}
            >
              {header.column.id === "menu" ? (
                <span className="sr-only">Actions</span>
              ) : (
                ((isOfWork ? OF_WORK[header.column.id] : undefined) ?? <table.FlexRender header={header} />)
              )}
            </th>
          ))}
        </tr>
      ))}
    </thead>
  );
}
