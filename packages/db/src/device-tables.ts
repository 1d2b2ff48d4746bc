import type { Capabilities, GroupFilter } from "@fieldline/domain/device";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Devices, their groups and the tokens that they enroll with. */

export const devices = sqliteTable("devices", {
  rowId: integer("row_id").primaryKey({ autoIncrement: true }),
  id: text("id").notNull(),
  name: text("name").notNull(),
  kind: text("kind").$type<"device" | "agent">().notNull(),
  capabilities: text("capabilities", { mode: "json" }).$type<Capabilities>().notNull(),
  mac: text("mac"),
  ip: text("ip"),
  accountNumber: text("account_number"),
  agentVersion: text("agent_version"),
  notes: text("notes"),
  searchText: text("search_text").notNull(),
  isOnline: integer("is_online", { mode: "boolean" }).notNull(),
  seenAt: integer("seen_at"),
  presenceVersion: integer("presence_version").notNull(),
  enrolledAt: integer("enrolled_at").notNull(),
  enrolledBy: text("enrolled_by").notNull(),
  enrolledByName: text("enrolled_by_name").notNull(),
  revokedAt: integer("revoked_at"),
  updatedAt: integer("updated_at").notNull(),
});

export const deviceAttributes = sqliteTable("device_attributes", {
  deviceId: text("device_id").notNull(),
  key: text("key").notNull(),
  value: text("value").notNull(),
});

export const deviceGroups = sqliteTable("device_groups", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  description: text("description"),
  kind: text("kind").$type<"static" | "dynamic">().notNull(),
  filter: text("filter", { mode: "json" }).$type<GroupFilter>(),
  createdAt: integer("created_at").notNull(),
  updatedAt: integer("updated_at").notNull(),
});

export const deviceGroupMembers = sqliteTable("device_group_members", {
  groupId: text("group_id").notNull(),
  deviceId: text("device_id").notNull(),
});

export const enrollments = sqliteTable("enrollments", {
  id: text("id").primaryKey(),
  hash: text("hash").notNull(),
  name: text("name"),
  kind: text("kind").$type<"device" | "agent">().notNull(),
  groupIds: text("group_ids", { mode: "json" }).$type<string[]>().notNull(),
  accountNumber: text("account_number"),
  createdBy: text("created_by").notNull(),
  createdByName: text("created_by_name").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at").notNull(),
  usedAt: integer("used_at"),
  deviceId: text("device_id"),
  revokedAt: integer("revoked_at"),
});
