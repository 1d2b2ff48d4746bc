/** The columns that a reader may show or leave out, in their order. */
export const COLUMN_IDS = [
  "target",
  "queue",
  "priority",
  "account",
  "loss",
  "median",
  "recent",
  "attempt",
  "agent",
  "by",
  "created",
  "started",
  "ended",
  "duration",
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

/** What is other than usual: shown although it usually is not, or left out although it usually is there. */
export type ColumnChoice = ReadonlyMap<ColumnId, boolean>;

/** Stands for the usual columns where an address or a view holds to them, whatever its reader prefers. */
export const USUAL = "usual";

/** Reads "queue,-account"; undefined where there is nothing of the kind. */
export function readColumns(text: unknown): ColumnChoice | undefined {
  if (typeof text !== "string") return undefined;
  if (text === USUAL) return new Map();
  const parts = new Set(text.split(","));
  const known = COLUMN_IDS.flatMap((id): [ColumnId, boolean][] =>
    parts.has(id) ? [[id, true]] : parts.has(`-${id}`) ? [[id, false]] : [],
  );
  return known.length > 0 ? new Map(known) : undefined;
}

/** A choice as an address holds it; one text for one choice. */
export function columnsText(choice: ColumnChoice): string {
  const parts = COLUMN_IDS.flatMap((id) => {
    const isShown = choice.get(id);
    return isShown === undefined ? [] : [isShown ? id : `-${id}`];
  });
  return parts.join(",") || USUAL;
}
