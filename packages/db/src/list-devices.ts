import type { Device } from "@fieldline/domain/device";
import type { ListDevices } from "@fieldline/domain/devices-input";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { narrowed } from "./device-filter.ts";
import { deviceColumns, deviceOf } from "./device-row.ts";
import { devices } from "./device-tables.ts";
import { all, listed } from "./group-filter.ts";
import { decodeCursor, encodeCursor, type Page } from "./page.ts";

interface Key {
  isOnline: number;
  name: string;
  id: string;
}

/**
 * A page of devices: those online first, then by name. A device whose presence stays is met exactly once; one that
 * comes or goes between two pages may be met twice or not at all, and the feed tells of it.
 * Undefined where the group asked for is not there.
 */
export async function listDevices(db: Database, input: ListDevices): Promise<Page<Device> | undefined> {
  const found = await narrowed(db, input);
  if (!found) return undefined;
  const isRevoked = sql`devices.revoked_at IS ${sql.raw(input.isRevoked ? "NOT NULL" : "NULL")}`;
  const keys = await readKeys(db, { ...found, conditions: [isRevoked, ...found.conditions] }, input);
  const shown = keys.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    items: await readDevices(
      db,
      shown.map(({ id }) => id),
    ),
    nextCursor: keys.length > input.limit && last ? encodeCursor([last.isOnline, last.name, last.id]) : null,
  };
}

/**
 * The keys of a page and of one more. Where few devices are looked at they are sorted; where many are, those online
 * and those offline are each read off the index in their order.
 */
async function readKeys(
  db: Database,
  { isLed, conditions }: { isLed: boolean; conditions: SQL[] },
  { cursor, limit, isOnline }: ListDevices,
): Promise<Key[]> {
  const after = cursor ? decodeCursor(cursor, ["number", "string", "string"]) : undefined;
  const streams = [1, 0]
    .filter((online) => isOnline === undefined || Number(isOnline) === online)
    .filter((online) => !after || online <= after[0])
    .map((online) => {
      const beyond = after && online === after[0] ? [isAfter(after[1], after[2])] : [];
      return all([sql`devices.is_online = ${online}`, ...beyond]);
    });
  if (streams.length === 0) return [];
  const read = (stream: SQL) =>
    db.all<Key>(sql`SELECT is_online AS isOnline, name, id FROM devices WHERE ${all([...conditions, stream])}
      ORDER BY is_online DESC, name COLLATE NOCASE, id LIMIT ${limit + 1}`);
  const sorted = isLed ? [sql`(${sql.join(streams, sql` OR `)})`] : streams;
  return (await Promise.all(sorted.map(read))).flat().slice(0, limit + 1);
}

/** The plain bound lets the index start at the cursor. */
function isAfter(name: string, id: string): SQL {
  return sql`devices.name COLLATE NOCASE >= ${name}
    AND (devices.name COLLATE NOCASE > ${name} OR devices.id > ${id})`;
}

/** These devices, in the order of their ids in the list. */
export async function readDevices(db: Database, ids: string[]): Promise<Device[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select(deviceColumns)
    .from(devices)
    .where(sql`${devices.id} IN ${listed(ids)}`);
  const byId = new Map(rows.map((row) => [row.id, deviceOf(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
