import type {
  Actor,
  Alert,
  Job,
  JobError,
  JobKind,
  JobStatus,
  Json,
  ProbeSpec,
  ProbeSummary,
  Verdict,
} from "@fieldline/domain/job";
import { integer, real, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The tables of migrations/, as drizzle reads and writes them. The migrations are the truth; indexes stand there. */

export const jobs = sqliteTable("jobs", {
  rowId: integer("row_id").primaryKey({ autoIncrement: true }),
  id: text("id").notNull(),
  kind: text("kind").$type<JobKind>().notNull(),
  type: text("type").notNull(),
  name: text("name").notNull(),
  notes: text("notes"),
  priority: integer("priority").notNull(),
  queue: text("queue"),
  requesterId: text("requester_id").notNull(),
  requesterName: text("requester_name").notNull(),
  deviceId: text("device_id"),
  templateId: text("template_id"),
  scheduleId: text("schedule_id"),
  rolloutId: text("rollout_id"),
  idempotencyKey: text("idempotency_key"),
  spec: text("spec", { mode: "json" }).$type<ProbeSpec>().notNull(),
  searchText: text("search_text").notNull(),
  runAt: integer("run_at"),
  createdAt: integer("created_at").notNull(),
  assigneeId: text("assignee_id"),
  attempt: integer("attempt").notNull(),
  version: integer("version").notNull(),
  status: text("status").$type<JobStatus>().notNull(),
  statusReason: text("status_reason"),
  progress: real("progress"),
  progressMessage: text("progress_message"),
  queuedAt: integer("queued_at"),
  startedAt: integer("started_at"),
  pausedAt: integer("paused_at"),
  endedAt: integer("ended_at"),
  cancelledAt: integer("cancelled_at"),
  updatedAt: integer("updated_at").notNull(),
  pausedTotalMs: integer("paused_total_ms").notNull(),
  result: text("result", { mode: "json" }).$type<Json>(),
  error: text("error", { mode: "json" }).$type<JobError>(),
  summary: text("summary", { mode: "json" }).$type<ProbeSummary>(),
  verdict: text("verdict", { mode: "json" }).$type<Verdict>(),
  recent: text("recent", { mode: "json" }).$type<Job["recent"]>(),
  lossPercent: real("loss_percent"),
});
export type JobRow = typeof jobs.$inferSelect;

export const alerts = sqliteTable("alerts", {
  id: text("id").primaryKey(),
  jobId: text("job_id").notNull(),
  jobName: text("job_name").notNull(),
  requesterId: text("requester_id").notNull(),
  state: text("state").$type<Alert["state"]>().notNull(),
  reason: text("reason").notNull(),
  raisedAt: integer("raised_at").notNull(),
  clearedAt: integer("cleared_at"),
  version: integer("version").notNull(),
});

export const audit = sqliteTable("audit", {
  id: text("id").primaryKey(),
  at: integer("at").notNull(),
  actorKind: text("actor_kind").$type<Actor["kind"]>().notNull(),
  actorId: text("actor_id").notNull(),
  actorName: text("actor_name").notNull(),
  action: text("action").notNull(),
  entityType: text("entity_type").notNull(),
  entityId: text("entity_id").notNull(),
  before: text("before", { mode: "json" }).$type<unknown>(),
  after: text("after", { mode: "json" }).$type<unknown>(),
  reason: text("reason"),
  address: text("address"),
  requestId: text("request_id"),
});

export const config = sqliteTable("config", {
  key: text("key").primaryKey(),
  value: text("value", { mode: "json" }).$type<unknown>().notNull(),
  version: integer("version").notNull(),
  updatedAt: integer("updated_at").notNull(),
  updatedBy: text("updated_by").notNull(),
});
