import type { ColumnChoice, ColumnId } from "./column-choice.ts";
import { COLUMN_PLANS } from "./column-plan.ts";

const GAP_PX = 14;
const EDGES_PX = 20;
/** What is always there: the name, the status and the row's menu. */
const FIXED = { name: "minmax(140px, 2.4fr)", status: "108px", menu: "28px", select: "20px" };
const FIXED_PX = 200 + 108 + 28 + 2 * GAP_PX + EDGES_PX;
const SELECT_PX = 20 + GAP_PX;

/** Where there is not room for all, the first of these goes first: what the name tells too, or what explains the least. */
const FIRST_TO_GO: readonly ColumnId[] = [
  "target",
  "by",
  "created",
  "ended",
  "agent",
  "attempt",
  "queue",
  "duration",
  "median",
  "account",
  "recent",
  "priority",
  "loss",
  "started",
];
/** What work does is not in its name. */
const FIRST_TO_GO_OF_WORK = [...FIRST_TO_GO.slice(1), "target" as const];

interface Room {
  /** How wide the table is, in px; undefined until it is known. */
  widthPx: number | undefined;
  hasSelect: boolean;
  isOfWork: boolean;
  choice: ColumnChoice;
}

/** Those of the wanted columns that there is room for: what was chosen by hand stays the longest. */
export function fitColumns(wanted: readonly ColumnId[], { widthPx, hasSelect, isOfWork, choice }: Room): ColumnId[] {
  if (widthPx === undefined) return [...wanted];
  const order = isOfWork ? FIRST_TO_GO_OF_WORK : FIRST_TO_GO;
  const isPicked = (id: ColumnId) => choice.get(id) === true;
  const leaving = [...order.filter((id) => !isPicked(id)), ...order.filter(isPicked)];
  const roomPx = widthPx - FIXED_PX - (hasSelect ? SELECT_PX : 0);
  const kept = new Set(wanted);
  let neededPx = wanted.reduce((sum, id) => sum + COLUMN_PLANS[id].roomPx + GAP_PX, 0);
  for (const id of leaving) {
    if (neededPx <= roomPx) break;
    if (kept.delete(id)) neededPx -= COLUMN_PLANS[id].roomPx + GAP_PX;
  }
  return wanted.filter((id) => kept.has(id));
}

/** The row's grid for the columns that are shown. */
export function gridOf(shown: readonly ColumnId[], hasSelect: boolean): string {
  const own = shown.map((id) => COLUMN_PLANS[id].track);
  return [...(hasSelect ? [FIXED.select] : []), FIXED.status, FIXED.name, ...own, FIXED.menu].join(" ");
}
