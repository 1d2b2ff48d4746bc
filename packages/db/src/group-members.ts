import type { RolloutTargets } from "@fieldline/domain/rollout";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { deviceGroups } from "./device-tables.ts";
import { isInStatic, listed, meetsFilter } from "./group-filter.ts";

/** Ids of the targets' devices that are not revoked, each once, in the order of their ids; `afterId` turns the page. */
export async function memberIds(
  db: Database,
  targets: RolloutTargets,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<string[]> {
  const among = await isTarget(db, targets);
  const rows = await db.all<{ id: string }>(sql`
    SELECT id FROM devices WHERE id > ${afterId ?? ""} AND revoked_at IS NULL AND ${among} ORDER BY id LIMIT ${limit}`);
  return rows.map(({ id }) => id);
}

/** How many devices the targets have, revoked ones not counted. */
export async function countTargets(db: Database, targets: RolloutTargets): Promise<number> {
  const among = await isTarget(db, targets);
  const [row] = await db.all<{ count: number }>(
    sql`SELECT count(*) AS count FROM devices WHERE revoked_at IS NULL AND ${among}`,
  );
  return row?.count ?? 0;
}

/** A group that is gone, like a device that is, has no part in it. */
async function isTarget(db: Database, { deviceIds = [], groupIds = [], all = false }: RolloutTargets): Promise<SQL> {
  if (all) return sql`true`;
  const groups =
    groupIds.length > 0
      ? await db
          .select()
          .from(deviceGroups)
          .where(sql`id IN ${listed(groupIds)}`)
      : [];
  const statics = groups.filter(({ kind }) => kind === "static").map(({ id }) => id);
  const either = [
    ...(deviceIds.length > 0 ? [sql`devices.id IN ${listed(deviceIds)}`] : []),
    ...(statics.length > 0 ? [isInStatic(statics)] : []),
    ...groups.flatMap(({ filter }) => (filter ? [meetsFilter(filter)] : [])),
  ];
  return either.length > 0 ? sql`(${sql.join(either, sql` OR `)})` : sql`false`;
}
