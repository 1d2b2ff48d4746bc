import type { Job } from "@fieldline/domain/job";
import type { ReactTable, Row } from "@tanstack/react-table";
import { isRightAligned } from "./columns/column-plan.ts";
import type { features } from "./columns/columns.tsx";
import { isDrawn, type JobColumns } from "./columns/use-job-columns.ts";

interface JobRowProps {
  row: Row<typeof features, Job>;
  columns: JobColumns;
  flexRender: ReactTable<typeof features, Job>["FlexRender"];
  place: { index: number; topPx: number; heightPx: number };
  isSelected: boolean;
  onActivate: (index: number) => void;
}

const accountOf = (job: Job) => (job.kind === "probe" ? job.spec.target.accountNumber : undefined);

/** One job: a line of the table, or a card of two lines on a phone. The whole row opens it. */
export function JobRow({ row, columns, flexRender: FlexRender, place, isSelected, onActivate }: JobRowProps) {
  return (
    <tr
      aria-rowindex={place.index + 2}
      data-has-account={accountOf(row.original) ? "" : undefined}
      onFocus={() => onActivate(place.index)}
      style={{ height: place.heightPx, transform: `translateY(${place.topPx}px)` }}
      className={`job absolute inset-x-0 top-0 border-b border-line last:border-b-0 hover:bg-hover has-[[data-row]:focus-visible]:bg-accent-weak ${isSelected ? "bg-accent-weak/60 shadow-[inset_3px_0_var(--color-accent)]" : ""}`}
    >
      {row
        .getAllCells()
        .filter((cell) => isDrawn(cell.column.id, columns))
        .map((cell) => (
          <td
            key={cell.id}
            data-column={cell.column.id}
            className={isRightAligned(cell.column.id) ? "text-right whitespace-nowrap" : ""}
          >
            <FlexRender cell={cell} />
          </td>
        ))}
    </tr>
  );
}
