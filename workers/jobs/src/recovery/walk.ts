import type { Database } from "@fieldline/db/database";
import { listInStatus, type OpenRow } from "@fieldline/db/recovery";
import { OPEN_STATUSES } from "@fieldline/domain/job";

/** Where a walk over all open jobs is: which status it is at, and after which row; at the end there is no status left. */
export interface Place {
  at: number;
  afterRow: number;
}

export const START: Place = { at: 0, afterRow: 0 };

export function isAtEnd({ at }: Place): boolean {
  return at >= OPEN_STATUSES.length;
}

/** The next open jobs from a place on, one status after the other, and where the walk is after them. */
export async function nextPage(db: Database, place: Place, limit: number): Promise<{ rows: OpenRow[]; place: Place }> {
  const rows: OpenRow[] = [];
  let { at, afterRow } = place;
  while (at < OPEN_STATUSES.length && rows.length < limit) {
    const status = OPEN_STATUSES[at] as (typeof OPEN_STATUSES)[number];
    const wanted = limit - rows.length;
    const found = await listInStatus(db, status, { afterRow, limit: wanted });
    rows.push(...found);
    if (found.length === wanted) afterRow = found.at(-1)?.rowId ?? afterRow;
    else {
      at++;
      afterRow = 0;
    }
  }
  return { rows, place: { at, afterRow } };
}
