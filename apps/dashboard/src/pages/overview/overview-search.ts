/** What the address of the overview holds: whether alerts that are over are listed too. */
export interface OverviewSearch {
  alerts?: "today";
}

export function readOverviewSearch(raw: Record<string, unknown>): OverviewSearch {
  return { alerts: raw.alerts === "today" ? "today" : undefined };
}
