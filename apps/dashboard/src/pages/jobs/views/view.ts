import type { View } from "@fieldline/domain/views-input";
import { type JobsSearch, readJobsSearch } from "../jobs-search.ts";

/** The view that everybody has: the dead letters. */
export const NOBODY_LOOKED: { name: string; search: JobsSearch } = {
  name: "Ended badly, nobody looked",
  search: readJobsSearch({ unreviewed: "yes" }),
};

/** The address that a view stands for. */
export function searchOf({ search }: Pick<View, "search">): JobsSearch {
  return readJobsSearch(search);
}

/** Whether both addresses show the same list; where one names no columns it has the reader's own. */
export function isSameSearch(one: JobsSearch, other: JobsSearch, ownColumns: string): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof JobsSearch>;
  const heldBy = (search: JobsSearch, key: keyof JobsSearch) =>
    search[key] ?? (key === "columns" ? ownColumns : undefined);
  return [...keys].every((key) => heldBy(one, key) === heldBy(other, key));
}

/** What of an address is worth keeping: what is set, and the columns as the reader sees them. */
export function keptOf(search: JobsSearch, ownColumns: string): Record<string, string> {
  const kept = { ...search, columns: search.columns ?? ownColumns };
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined));
}
