import type { AuditSearch } from "./audit-search.ts";

export interface AuditFilter {
  actorId?: string;
  action?: string;
  entityType?: string;
  entityId?: string;
  from?: number;
  to?: number;
  search?: string;
}

/** The moment a day begins in the reader's zone, so many days later. */
function startOf(day: string, daysLater = 0): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + daysLater).getTime();
}

/** What the server is asked for by an address; the last day is contained whole. */
export function filterOf({ actor, action, type, entity, from, to, q }: AuditSearch): AuditFilter {
  return {
    ...(actor && { actorId: actor }),
    ...(action && { action }),
    ...(type && { entityType: type }),
    ...(entity && { entityId: entity }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: startOf(to, 1) - 1 }),
    ...(q && { search: q }),
  };
}

/** Where everything that a filter lets through is loaded from as a file. */
export function exportHref(filter: AuditFilter, format: "csv" | "ndjson"): string {
  const params = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  return `/api/v1/audit.${format}${params.size > 0 ? `?${params}` : ""}`;
}
