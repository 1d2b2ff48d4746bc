import type { Alert } from "@fieldline/domain/job";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { Database } from "./database.ts";
import { alerts } from "./tables.ts";

/** The newest alerts; only those that still hold when `open`, only those of one requester's jobs where one is given. */
export async function listAlerts(
  db: Database,
  { open, limit, requesterId }: { open: boolean; limit: number; requesterId?: string | undefined },
): Promise<Alert[]> {
  const rows = await db
    .select()
    .from(alerts)
    .where(
      and(
        open ? isNull(alerts.clearedAt) : undefined,
        requesterId === undefined ? undefined : eq(alerts.requesterId, requesterId),
      ),
    )
    .orderBy(desc(alerts.raisedAt))
    .limit(limit);
  return rows.map(({ version: _version, ...alert }) => alert);
}
