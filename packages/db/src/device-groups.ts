import type { DeviceGroup, GroupFilter } from "@fieldline/domain/device";
import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited, insertIfChanged, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { deviceGroups } from "./device-tables.ts";
import { listed, meetsFilter } from "./group-filter.ts";
import { rawBatch } from "./raw-batch.ts";

type GroupRow = typeof deviceGroups.$inferSelect;
interface Counts {
  members: number;
  online: number;
}
/** So many groups can be made; a list shows them all. */
export const MAX_GROUPS = 500;

/** All groups by name, with how many devices they have; revoked ones do not count. */
export async function listGroups(db: Database): Promise<DeviceGroup[]> {
  const rows = await db.select().from(deviceGroups).orderBy(asc(sql`name COLLATE NOCASE`));
  return withCounts(db, rows);
}

export async function findGroup(db: Database, id: string): Promise<DeviceGroup | undefined> {
  const rows = await db.select().from(deviceGroups).where(eq(deviceGroups.id, id));
  return (await withCounts(db, rows))[0];
}

/** The kind of each of these groups that is there, by its id. */
export async function kindsOfGroups(db: Database, ids: string[]): Promise<Map<string, DeviceGroup["kind"]>> {
  if (ids.length === 0) return new Map();
  const { id, kind } = deviceGroups;
  const rows = await db
    .select({ id, kind })
    .from(deviceGroups)
    .where(sql`id IN ${listed(ids)}`);
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** The dynamic groups whose filter a device meets. */
export async function dynamicGroupsOf(db: Database, deviceId: string): Promise<string[]> {
  const groups = await db.select().from(deviceGroups).where(eq(deviceGroups.kind, "dynamic"));
  if (groups.length === 0) return [];
  const found = await rawBatch(
    db,
    groups.map(
      ({ id, filter }) =>
        sql`SELECT ${id} AS id FROM devices WHERE id = ${deviceId} AND revoked_at IS NULL AND ${meetsFilter(filter ?? [])}`,
    ),
  );
  return (found.flat() as { id: string }[]).map(({ id }) => id);
}

async function withCounts(db: Database, rows: GroupRow[]): Promise<DeviceGroup[]> {
  if (rows.length === 0) return [];
  const found = await rawBatch(
    db,
    rows.map(({ id, filter }) => countOf(id, filter)),
  );
  return rows.map((row, at) => {
    const { members, online } = (found[at]?.[0] ?? { members: 0, online: 0 }) as Counts;
    return { ...row, memberCount: members, onlineCount: online };
  });
}

function countOf(id: string, filter: GroupFilter | null): SQL {
  const counted = sql`SELECT count(*) AS members, coalesce(sum(is_online), 0) AS online`;
  if (filter) return sql`${counted} FROM devices WHERE revoked_at IS NULL AND ${meetsFilter(filter)}`;
  return sql`${counted} FROM device_group_members JOIN devices ON devices.id = device_id
    WHERE group_id = ${id} AND revoked_at IS NULL`;
}

interface NewGroup {
  group: Omit<DeviceGroup, "memberCount" | "onlineCount">;
  deviceIds: string[];
  audit: AuditEntry;
}

/** Adds a group with its members; false where its name is taken or there are too many. */
export async function insertGroup(db: Database, { group, deviceIds, audit }: NewGroup): Promise<boolean> {
  const { id, name, description, kind, filter, createdAt } = group;
  const rows = await audited(db, {
    change: sql`INSERT INTO device_groups (id, name, description, kind, filter, created_at, updated_at)
      SELECT ${id}, ${name}, ${description}, ${kind}, ${filter && JSON.stringify(filter)}, ${createdAt}, ${createdAt}
      WHERE (SELECT count(*) FROM device_groups) < ${MAX_GROUPS}
      ON CONFLICT (name) DO NOTHING RETURNING id`,
    entry: audit,
    consequences: [addMembers(id, { deviceIds, audit })],
  });
  return rows.length > 0;
}

interface GroupChange {
  before: Pick<DeviceGroup, "id" | "updatedAt">;
  after: Pick<DeviceGroup, "name" | "description" | "filter" | "updatedAt">;
  audit: AuditEntry;
}

/** Changes a group; false where somebody else was faster or the name is another group's. */
export async function updateGroup(db: Database, { before, after, audit }: GroupChange): Promise<boolean> {
  const { name, description, filter, updatedAt } = after;
  const rows = await audited(db, {
    change: sql`UPDATE device_groups SET name = ${name}, description = ${description},
        filter = ${filter && JSON.stringify(filter)}, updated_at = ${updatedAt}
      WHERE id = ${before.id} AND updated_at = ${before.updatedAt}
        AND NOT EXISTS (SELECT 1 FROM device_groups AS other WHERE other.name = ${name} AND other.id <> ${before.id})
      RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Whether another group has this name, in whatever case. */
export async function isNameTaken(db: Database, { name, id }: { name: string; id: string }): Promise<boolean> {
  const rows = await db.select({ id: deviceGroups.id }).from(deviceGroups).where(sql`name = ${name} AND id <> ${id}`);
  return rows.length > 0;
}

/** Deletes a group; its devices stay. False where it is gone already. */
export async function deleteGroup(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const [, deleted] = await rawBatch(db, [
    sql`DELETE FROM device_group_members WHERE group_id = ${id}`,
    sql`DELETE FROM device_groups WHERE id = ${id} RETURNING id`,
    insertIfChanged(audit),
  ]);
  return (deleted?.length ?? 0) > 0;
}

interface MembersChange {
  id: string;
  add: string[];
  remove: string[];
  audit: AuditEntry;
}

/** Adds and removes members of a static group; false where it is gone. */
export async function changeMembers(db: Database, { id, add, remove, audit }: MembersChange): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE device_groups SET updated_at = max(updated_at + 1, ${audit.at})
      WHERE id = ${id} AND kind = 'static' RETURNING id`,
    entry: audit,
    consequences: [
      sql`DELETE FROM device_group_members WHERE group_id = ${id} AND device_id IN ${listed(remove)} AND ${isWritten(audit)}`,
      addMembers(id, { deviceIds: add, audit }),
    ],
  });
  return rows.length > 0;
}

function addMembers(id: string, { deviceIds, audit }: { deviceIds: string[]; audit: AuditEntry }): SQL {
  return sql`INSERT OR IGNORE INTO device_group_members (group_id, device_id)
    SELECT ${id}, id FROM devices WHERE id IN ${listed(deviceIds)} AND ${isWritten(audit)}`;
}

/** Of these devices, those that are there, and which of them are in the group. */
export async function membersAmong(
  db: Database,
  { id, deviceIds }: { id: string; deviceIds: string[] },
): Promise<Map<string, boolean>> {
  const rows = await db.all<{ id: string; isMember: number }>(sql`
    SELECT id, EXISTS (SELECT 1 FROM device_group_members WHERE group_id = ${id} AND device_id = devices.id) AS isMember
    FROM devices WHERE revoked_at IS NULL AND id IN ${listed(deviceIds)}`);
  return new Map(rows.map((row) => [row.id, row.isMember === 1]));
}
