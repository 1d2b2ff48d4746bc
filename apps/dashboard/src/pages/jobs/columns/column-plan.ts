import { COLUMN_IDS, type ColumnChoice, type ColumnId } from "./column-choice.ts";

/** What a list can hold: all kinds of jobs, or work alone. */
export type ListKind = "all" | "work";

interface ColumnPlan {
  label: string;
  /** What it is called where there is work alone. */
  workLabel?: string;
  /** Its place in the row's grid. */
  track: string;
  /** How much room it wants before others may stay, in px. */
  roomPx: number;
  isUsual: Record<ListKind, boolean>;
  /** A probe's own, which work has nothing of. */
  isOfProbes?: true;
  /** Its figures end at one line. */
  isRight?: true;
}

const ALWAYS = { all: true, work: true };
const NEVER = { all: false, work: false };
const PROBES = { all: true, work: false };

export const COLUMN_PLANS: Record<ColumnId, ColumnPlan> = {
  target: { label: "Target", workLabel: "Does", track: "minmax(120px, 1.9fr)", roomPx: 140, isUsual: ALWAYS },
  queue: { label: "Queue", track: "minmax(72px, .6fr)", roomPx: 80, isUsual: NEVER },
  priority: { label: "Priority", track: "52px", roomPx: 52, isUsual: { all: false, work: true } },
  account: { label: "Account", track: "minmax(84px, .2fr)", roomPx: 84, isUsual: PROBES, isOfProbes: true },
  loss: { label: "Loss", track: "54px", roomPx: 54, isUsual: PROBES, isOfProbes: true, isRight: true },
  median: { label: "Median", track: "68px", roomPx: 68, isUsual: PROBES, isOfProbes: true, isRight: true },
  recent: { label: "Last minute", workLabel: "Progress", track: "122px", roomPx: 122, isUsual: ALWAYS },
  attempt: { label: "Attempt", track: "56px", roomPx: 56, isUsual: NEVER },
  agent: { label: "Runs on", track: "minmax(96px, .8fr)", roomPx: 110, isUsual: NEVER },
  by: { label: "By", track: "minmax(64px, .5fr)", roomPx: 72, isUsual: ALWAYS },
  created: { label: "Created", track: "58px", roomPx: 58, isUsual: NEVER, isRight: true },
  started: { label: "Started", track: "98px", roomPx: 98, isUsual: ALWAYS, isRight: true },
  ended: { label: "Ended", track: "52px", roomPx: 52, isUsual: NEVER, isRight: true },
  duration: { label: "Duration", track: "84px", roomPx: 84, isUsual: NEVER, isRight: true },
};

/** What a column is called in a list. */
export function columnLabel(id: ColumnId, kind: ListKind): string {
  const { label, workLabel } = COLUMN_PLANS[id];
  return kind === "work" ? (workLabel ?? label) : label;
}

/** Whether a column's figures end at one line. */
export function isRightAligned(id: string): boolean {
  return id in COLUMN_PLANS && COLUMN_PLANS[id as ColumnId].isRight === true;
}

/** The columns that mean something in a list. */
export function columnsOf(kind: ListKind): ColumnId[] {
  return COLUMN_IDS.filter((id) => kind === "all" || !COLUMN_PLANS[id].isOfProbes);
}

/** The columns that the reader wants to see of a list. */
export function wantedColumns(choice: ColumnChoice, kind: ListKind): ColumnId[] {
  return columnsOf(kind).filter((id) => choice.get(id) ?? COLUMN_PLANS[id].isUsual[kind]);
}

/** A choice with one column shown or left out; what all lists have so anyway is no choice. */
export function withColumn(choice: ColumnChoice, id: ColumnId, isShown: boolean): ColumnChoice {
  const { all, work } = COLUMN_PLANS[id].isUsual;
  const next = new Map(choice);
  if (all === isShown && (work === isShown || COLUMN_PLANS[id].isOfProbes)) next.delete(id);
  else next.set(id, isShown);
  return next;
}
