import type { RolloutTargets } from "@fieldline/domain/rollout";
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import { memberIds } from "./group-members.ts";

/** The targets' devices that are not revoked, in the order of their ids. */
export async function targetDevices(
  db: Database,
  targets: RolloutTargets,
  page: { afterId: string | null; limit: number },
): Promise<{ id: string; name: string }[]> {
  const ids = await memberIds(db, targets, page);
  if (ids.length === 0) return [];
  return db.all(sql`SELECT id, name FROM devices WHERE id IN ${listed(ids)} ORDER BY id`);
}

/** Those of the ids that are of no enrolled device, and those that are of no group. */
export async function unknownTargets(
  db: Database,
  { deviceIds = [], groupIds = [] }: RolloutTargets,
): Promise<{ deviceIds: string[]; groupIds: string[] }> {
  const devices = await db.all<{ id: string }>(sql`
    SELECT value AS id FROM json_each(${JSON.stringify(deviceIds)})
    WHERE value NOT IN (SELECT id FROM devices WHERE revoked_at IS NULL AND id IN ${listed(deviceIds)})`);
  const groups = await db.all<{ id: string }>(sql`
    SELECT value AS id FROM json_each(${JSON.stringify(groupIds)}) WHERE value NOT IN (SELECT id FROM device_groups)`);
  return { deviceIds: devices.map(({ id }) => id), groupIds: groups.map(({ id }) => id) };
}
