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

/** Whether both addresses show the same list. */
export function isSameSearch(one: JobsSearch, other: JobsSearch): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof JobsSearch>;
  return [...keys].every((key) => one[key] === other[key]);
}

/** What of an address is worth keeping: what is set. */
export function keptOf(search: JobsSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
