import { Skeleton } from "../../components/skeleton.tsx";
import "./jobs-table.css";

const ROWS = ["w-3/4", "w-1/2", "w-2/3", "w-4/5", "w-1/2", "w-3/5", "w-3/4", "w-2/5", "w-2/3", "w-1/2"];
const CELLS = ["name", "target", "account", "loss", "median", "recent", "by", "started", "menu"];

/** The table's shape while the first page is on its way. */
export function JobsSkeleton() {
  return (
    <div role="status" aria-label="Loading jobs">
      <table aria-hidden="true" className="jobs-table">
        <thead>
          <tr className="h-9 border-b border-line">
            <th />
          </tr>
        </thead>
        <tbody>
          {ROWS.map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
            <tr key={index} className="job h-[38px] border-b border-line max-md:h-[68px]">
              <td data-column="status">
                <Skeleton className="h-5 w-20 rounded-full" />
              </td>
              {CELLS.map((cell) => (
                <td key={cell} data-column={cell}>
                  {cell !== "menu" && <Skeleton className={cell === "loss" || cell === "started" ? "w-10" : width} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
