/** What an audit's entry tells of a change: the fields that differ, before and after; undefined where none does. */
export function changesOf<T extends object, K extends keyof T>(
  before: T,
  after: T,
  fields: readonly K[],
): { before: Record<string, unknown>; after: Record<string, unknown> } | undefined {
  const changed = fields.filter((field) => comparable(before[field]) !== comparable(after[field]));
  if (changed.length === 0) return undefined;
  const pick = (of: T) => Object.fromEntries(changed.map((field) => [field, of[field]]));
  return { before: pick(before), after: pick(after) };
}

/** In whatever order the fields came, and the same for an absent one as for none. */
export function comparable(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
