import type { CSSProperties } from "react";
import type { JobColumns } from "./columns/use-job-columns.ts";
import "./jobs-table.css";

/** How the table of jobs is laid out, whether it has its rows already or not. */
export function tableLook({ grid, shown, hasSelect }: JobColumns): { className: string; style: CSSProperties } {
  const marks = [hasSelect ? "" : "is-plain", shown.has("priority") ? "has-priority" : ""].join(" ");
  return { className: `jobs-table text-[13.5px] ${marks}`, style: { "--columns": grid } as CSSProperties };
}
