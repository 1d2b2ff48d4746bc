import type { Device } from "@fieldline/domain/device";
import { OWN_PREFIX } from "@fieldline/domain/devices-input";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { deviceSearchText } from "./device-row.ts";
import { listed } from "./group-filter.ts";

export interface DeviceChange {
  /** The device as it was read; where it has changed since, nothing is written. */
  before: Device;
  after: Device;
  audit: AuditEntry;
}

/** Writes what people change of a device; false where somebody else was faster. */
export async function updateDevice(db: Database, { before, after, audit }: DeviceChange): Promise<boolean> {
  const { id, name, notes, accountNumber } = after;
  const rows = await audited(db, {
    change: sql`UPDATE devices SET name = ${name}, notes = ${notes}, account_number = ${accountNumber},
        search_text = ${deviceSearchText(after)}, updated_at = ${after.updatedAt}
      WHERE id = ${id} AND updated_at = ${before.updatedAt} RETURNING id`,
    entry: audit,
    consequences: [
      ...(before.attributes === after.attributes ? [] : replaceAttributes(after, audit)),
      ...(before.groupIds === after.groupIds ? [] : replaceGroups(after, audit)),
    ],
  });
  return rows.length > 0;
}

function replaceAttributes({ id, attributes }: Device, audit: AuditEntry): SQL[] {
  const peoples = Object.entries(attributes).filter(([key]) => !key.startsWith(OWN_PREFIX));
  return [
    sql`DELETE FROM device_attributes
      WHERE device_id = ${id} AND substr(key, 1, ${OWN_PREFIX.length}) <> ${OWN_PREFIX} AND ${isWritten(audit)}`,
    sql`INSERT INTO device_attributes (device_id, key, value)
      SELECT ${id}, key, value FROM json_each(${JSON.stringify(Object.fromEntries(peoples))}) WHERE ${isWritten(audit)}`,
  ];
}

function replaceGroups({ id, groupIds }: Device, audit: AuditEntry): SQL[] {
  return [
    sql`DELETE FROM device_group_members
      WHERE device_id = ${id} AND group_id NOT IN ${listed(groupIds)} AND ${isWritten(audit)}`,
    // A group that was deleted meanwhile takes nobody in.
    sql`INSERT OR IGNORE INTO device_group_members (group_id, device_id)
      SELECT id, ${id} FROM device_groups WHERE kind = 'static' AND id IN ${listed(groupIds)} AND ${isWritten(audit)}`,
  ];
}

/** Marks a device as revoked and so as offline; false where it was already. */
export async function revokeDevice(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE devices SET revoked_at = ${audit.at}, is_online = 0, updated_at = max(updated_at + 1, ${audit.at})
      WHERE id = ${id} AND revoked_at IS NULL RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

/** Keeps for which types a device has handlers now. */
export async function learnTypes(
  db: Database,
  { id, types, audit }: { id: string; types: string[]; audit: AuditEntry },
) {
  await audited(db, {
    change: sql`
      UPDATE devices SET capabilities = json_set(capabilities, '$.types', json(${JSON.stringify(types)})),
        updated_at = max(updated_at + 1, ${audit.at})
      WHERE id = ${id} AND revoked_at IS NULL RETURNING id`,
    entry: audit,
  });
}
