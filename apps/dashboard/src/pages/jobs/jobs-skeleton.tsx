import { Skeleton } from "../../components/skeleton.tsx";
import { COLUMN_IDS } from "./columns/column-choice.ts";
import { columnLabel, isRightAligned } from "./columns/column-plan.ts";
import { isDrawn, type JobColumns } from "./columns/use-job-columns.ts";
import { tableLook } from "./table-look.ts";

const WIDTHS = ["w-3/4", "w-1/2", "w-2/3", "w-4/5", "w-1/2", "w-3/5", "w-3/4", "w-2/5", "w-2/3", "w-1/2"];

/** The table's shape while the first page is on its way. */
export function JobsSkeleton({ columns }: { columns: JobColumns }) {
  const own = COLUMN_IDS.map((id): [string, string] => [id, columnLabel(id, columns.kind)]);
  const all: [id: string, name: string][] = [["select", ""], ["status", "Status"], ["name", "Job"], ...own];
  const drawn = all.filter(([id]) => isDrawn(id, columns));
  return (
    <div role="status" aria-label="Loading jobs">
      <table aria-hidden="true" {...tableLook(columns)}>
        <thead>
          <tr className="h-9 border-b border-line text-muted">
            {drawn.map(([id, name]) => (
              <th
                key={id}
                data-column={id}
                className={`truncate font-medium ${isRightAligned(id) ? "text-right" : "text-left"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {WIDTHS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
            <tr key={index} data-has-account="" className="job h-[38px] border-b border-line max-md:h-[68px]">
              {drawn.map(([id]) => (
                <td key={id} data-column={id}>
                  {id === "select" ? null : id === "status" ? (
                    <Skeleton isChip />
                  ) : (
                    <Skeleton className={isRightAligned(id) ? "ml-auto w-10" : width} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
