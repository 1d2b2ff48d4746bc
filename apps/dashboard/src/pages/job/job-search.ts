export const TABS = ["log", "attempts", "spec", "audit"] as const;
export type Tab = (typeof TABS)[number];

/** What the address of a job's page holds: the tab, where it is not the log, and an earlier attempt to look at. */
export interface JobSearch {
  tab?: Exclude<Tab, "log">;
  attempt?: number;
}

export function readJobSearch(raw: Record<string, unknown>): JobSearch {
  const tab = TABS.find((each) => each === raw.tab);
  const attempt = Number(raw.attempt);
  return {
    ...(tab && tab !== "log" && { tab }),
    ...(Number.isInteger(attempt) && attempt > 0 && { attempt }),
  };
}
