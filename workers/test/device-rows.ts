import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { deviceSearchText } from "@fieldline/db/device-row";
import { findDevice } from "@fieldline/db/find-device";
import type { Device } from "@fieldline/domain/device";
import { v7 as uuidv7 } from "uuid";
import { ADMIN } from "./identities.ts";

const insert = `INSERT INTO devices (id, name, kind, capabilities, mac, ip, account_number, agent_version, notes, search_text,
  is_online, seen_at, enrolled_at, enrolled_by, enrolled_by_name, revoked_at, updated_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Adds a device straight to the database, as its enrollment and its presence do. */
export async function addDevice(changes: Partial<Device> = {}): Promise<Device> {
  const now = Date.now();
  const device: Device = {
    id: uuidv7(),
    name: "Router",
    kind: "device",
    capabilities: { kinds: ["probe", "command"] },
    attributes: {},
    mac: null,
    ip: null,
    accountNumber: null,
    agentVersion: null,
    notes: null,
    groupIds: [],
    isOnline: false,
    seenAt: null,
    enrolledAt: now,
    enrolledBy: ADMIN,
    revokedAt: null,
    updatedAt: now,
    ...changes,
  };
  const { id, attributes, groupIds } = device;
  await env.DB.batch([
    env.DB.prepare(insert).bind(
      id,
      device.name,
      device.kind,
      JSON.stringify(device.capabilities),
      device.mac,
      device.ip,
      device.accountNumber,
      device.agentVersion,
      device.notes,
      deviceSearchText(device),
      Number(device.isOnline),
      device.seenAt,
      device.enrolledAt,
      device.enrolledBy.id,
      device.enrolledBy.name,
      device.revokedAt,
      device.updatedAt,
    ),
    ...Object.entries(attributes).map(([key, value]) =>
      env.DB.prepare("INSERT INTO device_attributes VALUES (?, ?, ?)").bind(id, key, value),
    ),
    ...groupIds.map((group) => env.DB.prepare("INSERT INTO device_group_members VALUES (?, ?)").bind(group, id)),
  ]);
  return (await findDevice(openDatabase(env.DB), id)) as Device;
}
