import type { Alert } from "@fieldline/domain/job";
import { desc, isNull } from "drizzle-orm";
import type { Database } from "./database.ts";
import { alerts } from "./tables.ts";

/** The newest alerts; only those that still hold when `open`. */
export async function listAlerts(db: Database, { open, limit }: { open: boolean; limit: number }): Promise<Alert[]> {
  const rows = await db
    .select()
    .from(alerts)
    .where(open ? isNull(alerts.clearedAt) : undefined)
    .orderBy(desc(alerts.raisedAt))
    .limit(limit);
  return rows.map(({ version: _version, ...alert }) => alert);
}
