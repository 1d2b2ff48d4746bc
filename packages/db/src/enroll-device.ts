import type { Device } from "@fieldline/domain/device";
import { sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { insertIfChanged } from "./audited.ts";
import type { Database } from "./database.ts";
import { deviceSearchText } from "./device-row.ts";
import { rawBatch } from "./raw-batch.ts";

export type NewDevice = Pick<
  Device,
  "id" | "name" | "capabilities" | "attributes" | "mac" | "ip" | "accountNumber" | "agentVersion" | "enrolledAt"
>;

/**
 * What the token with this hash says of the device that enrolls with it now; undefined where none can, nor by the token
 * of somebody who was shut out since.
 */
export async function findEnrollable(
  db: Database,
  { hash, now }: { hash: string; now: number },
): Promise<{ accountNumber: string | null } | undefined> {
  const [found] = await rawBatch(db, [
    sql`SELECT account_number AS accountNumber FROM enrollments WHERE ${isOpen({ hash, now })}`,
  ]);
  return (found as { accountNumber: string | null }[])[0];
}

/**
 * Uses the token with this hash up and adds the device, its attributes, its groups and the audit's entry, all of it or
 * nothing; false where the token is unknown, used, revoked or over. Of two at once, one uses it.
 */
export async function enrollDevice(
  db: Database,
  { hash, device, audit }: { hash: string; device: NewDevice; audit: AuditEntry },
): Promise<boolean> {
  const { id, enrolledAt: now } = device;
  const isMine = sql`enrollments.hash = ${hash} AND enrollments.device_id = ${id}`;
  const [, inserted] = await rawBatch(db, [
    sql`UPDATE enrollments SET used_at = ${now}, device_id = ${id} WHERE ${isOpen({ hash, now })}`,
    sql`
      INSERT INTO devices (id, name, kind, capabilities, mac, ip, account_number, agent_version, search_text,
                           enrolled_at, enrolled_by, enrolled_by_name, updated_at)
      SELECT ${id}, ${device.name}, kind, ${JSON.stringify(device.capabilities)}, ${device.mac}, ${device.ip},
             ${device.accountNumber}, ${device.agentVersion}, ${deviceSearchText(device)},
             ${now}, created_by, created_by_name, ${now}
      FROM enrollments WHERE ${isMine}
      RETURNING id`,
    insertIfChanged(audit),
    sql`
      INSERT INTO device_attributes (device_id, key, value)
      SELECT ${id}, given.key, given.value
      FROM enrollments, json_each(${JSON.stringify(device.attributes)}) AS given WHERE ${isMine}`,
    sql`
      INSERT OR IGNORE INTO device_group_members (group_id, device_id)
      SELECT device_groups.id, ${id}
      FROM enrollments, json_each(enrollments.group_ids) AS wanted, device_groups
      WHERE ${isMine} AND device_groups.id = wanted.value AND device_groups.kind = 'static'`,
  ]);
  return inserted?.length === 1;
}

function isOpen({ hash, now }: { hash: string; now: number }) {
  return sql`enrollments.hash = ${hash} AND used_at IS NULL AND revoked_at IS NULL AND expires_at > ${now}
    AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = enrollments.created_by AND users.disabled_at IS NOT NULL)`;
}
