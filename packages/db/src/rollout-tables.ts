import type { Rollout, RolloutStatus } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Rollouts, as their objects last told them. */
export const rollouts = sqliteTable("rollouts", {
  rowId: integer("row_id").primaryKey({ autoIncrement: true }),
  id: text("id").notNull(),
  name: text("name").notNull(),
  templateId: text("template_id").notNull(),
  status: text("status").$type<RolloutStatus>().notNull(),
  requesterId: text("requester_id").notNull(),
  requesterName: text("requester_name").notNull(),
  body: text("body", { mode: "json" }).$type<Rollout>().notNull(),
  work: text("work", { mode: "json" }).$type<Omit<RolloutPlan, "rollout">>().notNull(),
  version: integer("version").notNull(),
  createdAt: integer("created_at").notNull(),
  endedAt: integer("ended_at"),
});
