import type { Device } from "@fieldline/domain/device";
import { getTableColumns, sql } from "drizzle-orm";
import { devices } from "./device-tables.ts";

const ofDevice = getTableColumns(devices);

/** What `deviceOf` needs of a row of `devices`: with its attributes and the static groups that it is in. */
export const deviceColumns = {
  ...ofDevice,
  attributes: sql<string>`(SELECT json_group_object(key, value) FROM device_attributes WHERE device_id = devices.id)`,
  groupIds: sql<string>`(SELECT json_group_array(group_id) FROM device_group_members WHERE device_id = devices.id)`,
};
type SelectedDevice = typeof devices.$inferSelect & { attributes: string; groupIds: string };

/** A selected row as callers see it. */
export function deviceOf(row: SelectedDevice): Device {
  const { rowId: _rowId, searchText: _searchText, presenceVersion: _presence, ...device } = row;
  const { enrolledBy, enrolledByName, attributes, groupIds, ...shown } = device;
  return {
    ...shown,
    attributes: JSON.parse(attributes),
    groupIds: JSON.parse(groupIds),
    enrolledBy: { id: enrolledBy, name: enrolledByName },
  };
}

/** What a search looks through: one line a field, lower-case, the MAC without separators. */
export function deviceSearchText(device: Pick<Device, "name" | "mac" | "ip" | "accountNumber" | "id">): string {
  const fields = [device.name, device.mac?.replaceAll(":", ""), device.ip, device.accountNumber, device.id];
  return fields.filter(Boolean).join("\n").toLowerCase();
}
