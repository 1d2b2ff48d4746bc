import { z } from "zod";

/** A field that must be there, null or not: JSON leaves out what is undefined. */
export const there = z.custom<unknown>((value) => value !== undefined, "is left out");
export const text = z.string().min(1);
export const count = z.int().min(0);
/** Epoch ms of our days: neither seconds nor a text. */
export const at = z.int().min(1_600_000_000_000).max(4_000_000_000_000);
const time = at.nullable();
const figure = z.number().nullable();

export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: text.nullable() });
export const entriesOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextSeq: count.nullable() });

const kind = z.enum(["probe", "command", "task"]);
export const status = z.enum([
  ...(["scheduled", "blocked", "queued", "assigned", "running", "paused"] as const),
  ...(["completed", "failed", "timed_out", "rejected", "cancelled"] as const),
]);
export const role = z.enum(["viewer", "tech", "operator", "admin"]);
export const actor = z.object({ kind: z.enum(["user", "device", "schedule", "system"]), id: text, name: text });
const error = z.object({ code: text, message: text }).nullable();
const retry = z.object({ maxAttempts: count, initialMs: count, factor: z.number(), maxMs: count });

export const summary = z.object({
  ...{ sent: count, received: count, lossPercent: figure, minMs: figure, avgMs: figure, medianMs: figure },
  ...{ p95Ms: figure, p99Ms: figure, maxMs: figure, stddevMs: figure, jitterMs: figure, mos: figure },
  missedTicks: count,
});
export const verdict = z.object({
  state: z.enum(["healthy", "degraded", "intermittent", "offline", "unknown"]),
  reason: text,
  since: time,
});

/** What creation may leave out is null in the answer, or left out. */
const common = {
  priority: z.int().min(1).max(10),
  queue: text.nullish(),
  runAt: at.nullish(),
  dependsOn: z.array(text),
  onDependencyFailure: z.enum(["fail", "run", "cancel"]),
  timeoutMs: count.nullish(),
  queueTtlMs: count.nullish(),
  retry: retry.nullish(),
  idempotencyKey: text.nullish(),
  notes: text.nullish(),
};

export const job = z.object({
  ...common,
  ...{ id: text, kind, type: text, name: text, status, statusReason: text.nullable(), version: count },
  ...{ progress: figure, progressMessage: text.nullable(), attempt: z.int().min(1), requesterId: text },
  assigneeId: text.nullable(),
  ...{ templateId: text.nullable(), scheduleId: text.nullable(), rolloutId: text.nullable() },
  ...{
    createdAt: at,
    queuedAt: time,
    startedAt: time,
    pausedAt: time,
    endedAt: time,
    cancelledAt: time,
    updatedAt: at,
  },
  ...{ spec: z.looseObject({}), result: there, error, summary: summary.nullable(), verdict: verdict.nullable() },
});

const lost = z.object({ seq: z.int().min(1), tick: count, at, rttMs: z.null(), error: text.optional() });
const replied = z.object({ seq: z.int().min(1), tick: count, at, rttMs: z.number(), error: z.undefined().optional() });
export const sample = z.union([replied, lost]);

export const logEntry = z.object({
  ...{ seq: z.int().min(1), at, attempt: z.int().min(1), level: z.enum(["debug", "info", "warn", "error"]) },
  kind: z.enum(["transition", "progress", "output", "message", "payload"]),
  status: status.optional(),
  message: z.string(),
  actor,
  stream: z.enum(["stdout", "stderr"]).optional(),
  step: text.optional(),
  ...{ request: z.unknown().optional(), response: z.unknown().optional() },
});

export const attempt = z.object({
  ...{ attempt: z.int().min(1), status, startedAt: time, endedAt: time, assigneeId: text.nullable() },
  ...{ exitCode: figure, error, result: there },
});

export const queue = z.object({
  name: text,
  maxConcurrency: count,
  paused: z.boolean(),
  active: count,
  waiting: count,
});
export const user = z.object({ id: text, email: text, name: text, role, disabledAt: time });
export const template = z.object({
  ...{ id: text, slug: text, name: text, category: text.nullable(), kind, spec: z.looseObject({}), version: count },
  variables: z.array(
    z.object({
      name: text,
      required: z.boolean().optional(),
      default: z.string().optional(),
      pattern: text.optional(),
    }),
  ),
  defaults: z.looseObject({}),
});
export const rollout = z.object({
  ...{ id: text, templateId: text, targets: z.looseObject({}), mode: z.enum(["snapshot", "continuous"]) },
  ...{ status: text, variables: z.record(text, z.string()), timeoutMs: count.nullable(), retry: retry.nullable() },
});
export const schedule = z.object({
  ...{ id: text, name: text, cron: text, timeZone: text, templateId: text, variables: z.record(text, z.string()) },
  ...{ target: z.looseObject({ kind: text }), overlap: z.enum(["skip", "queue", "cancel"]), catchUpMs: count },
  ...{ maxConcurrency: count, priority: figure, timeoutMs: count.nullable(), retry: retry.nullable() },
});

export const auditEntry = z.object({
  ...{ id: text, at, actor, action: z.string().regex(/^[a-z]+(\.[a-zA-Z]+)+$/), entityType: text, entityId: text },
  ...{ before: there, after: there, reason: text.nullable() },
});
export const control = z.object({ jobId: text, attempt: z.int().min(1), wish: z.enum(["pause", "resume", "cancel"]) });
export const assignment = z.object({
  ...{ jobId: text, attempt: z.int().min(1), version: count, kind, type: text, spec: z.looseObject({}) },
  ...{ input: z.unknown().optional(), timeoutAt: time, leaseMs: z.int().min(1), reportSeq: count },
});

const alert = z.object({ id: text, jobId: text, reason: text, raisedAt: at });
const device = z.object({ id: text, name: text });
/** Frames by their type, of a job's socket and of the feed. */
export const JOB_FRAMES = {
  snapshot: z.object({
    ...{ type: z.literal("snapshot"), job, samples: z.array(sample), log: z.array(logEntry) },
    ...{ nextSample: count, nextLog: count },
  }),
  samples: z.object({ type: z.literal("samples"), samples: z.array(sample).min(1) }),
  log: z.object({ type: z.literal("log"), entries: z.array(logEntry).min(1) }),
  job: z.object({ type: z.literal("job"), job }),
  alert: z.object({ type: z.literal("alert"), alert }),
  end: z.object({ type: z.literal("end"), job }),
};
export const FEED_FRAMES = {
  job: JOB_FRAMES.job,
  device: z.object({ type: z.literal("device"), device }),
  alert: JOB_FRAMES.alert,
  queue: z.object({ type: z.literal("queue"), queue }),
  rollout: z.object({ type: z.literal("rollout"), rollout }),
};
