export type Tab = "log" | "spec" | "audit";

/** What the address of a job's page holds: the tab, where it is not the log. */
export interface JobSearch {
  tab?: Exclude<Tab, "log">;
}

export function readJobSearch(raw: Record<string, unknown>): JobSearch {
  return raw.tab === "spec" || raw.tab === "audit" ? { tab: raw.tab } : {};
}
