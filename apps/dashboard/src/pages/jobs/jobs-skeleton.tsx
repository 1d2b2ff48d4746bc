import { Skeleton } from "../../components/skeleton.tsx";
import { RIGHT_ALIGNED } from "./columns.tsx";
import "./jobs-table.css";

const WIDTHS = ["w-3/4", "w-1/2", "w-2/3", "w-4/5", "w-1/2", "w-3/5", "w-3/4", "w-2/5", "w-2/3", "w-1/2"];
const COLUMNS = {
  select: "",
  status: "Status",
  name: "Job",
  target: "Target",
  account: "Account",
  loss: "Loss",
  median: "Median",
  recent: "Last minute",
  by: "By",
  started: "Started",
};

/** The table's shape while the first page is on its way. */
export function JobsSkeleton({ isOfWork }: { isOfWork: boolean }) {
  return (
    <div role="status" aria-label="Loading jobs">
      <table aria-hidden="true" className={`jobs-table text-[13.5px] ${isOfWork ? "is-work" : ""}`}>
        <thead>
          <tr className="h-9 border-b border-line text-muted">
            {Object.entries(COLUMNS).map(([id, name]) => (
              <th
                key={id}
                data-column={id}
                className={`truncate font-medium ${RIGHT_ALIGNED.has(id) ? "text-right" : "text-left"}`}
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
              {Object.keys(COLUMNS).map((id) => (
                <td key={id} data-column={id}>
                  {id === "select" ? null : id === "status" ? (
                    <Skeleton isChip />
                  ) : (
                    <Skeleton className={RIGHT_ALIGNED.has(id) ? "ml-auto w-10" : width} />
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
