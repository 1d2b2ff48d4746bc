import { z } from "zod";
import {
  assignment,
  at,
  attempt,
  auditEntry,
  control,
  count,
  entriesOf,
  job,
  logEntry,
  pageOf,
  queue,
  rollout,
  sample,
  schedule,
  summary,
  template,
  text,
  there,
  user,
  verdict,
} from "./shapes.ts";

const presets = z.array(z.object({ label: text, ms: z.int().min(1) })).min(1);
const config = z.object({
  limits: z.object({ jobsPerUserPerDay: count, runningJobs: count }),
  ...{ durationPresets: presets, cadencePresets: presets },
  ...{ retention: z.looseObject({}), health: z.looseObject({}), probePolicy: z.looseObject({}) },
});
const stats = z.object({
  ...{ running: count, completedToday: count, averageLossToday: z.number().nullable(), alertsToday: count },
  ...{ jobsToday: count, limits: z.looseObject({}) },
});
const bulkStatus = z.object({
  ...{ done: count, failed: z.array(z.object({ id: text, reason: text })), total: count, state: text },
});
const access = { accessToken: text, expiresAt: at };
const version = z.object({ version: count });
const figure = z.number().nullable();
const bucket = z.object({ at, lost: count, minMs: figure, medianMs: figure, maxMs: figure });

/** What each procedure that outside tests rely on answers, and every field that its input may have. */
export const PROCEDURES = {
  "config.get": ["GET", "", config],
  "config.set": ["POST", "key value", there],
  "users.invite": ["POST", "email name role password", z.object({ user, password: text.optional() })],
  "users.list": ["GET", "limit cursor", pageOf(user)],
  "users.setRole": ["POST", "id role", there],
  "users.disable": ["POST", "id", there],
  "users.tokens.create": ["POST", "name expiresInMs", z.object({ token: text })],
  "audit.list": ["GET", "limit cursor actorId action entityType entityId from to", pageOf(auditEntry)],
  "queues.create": ["POST", "name maxConcurrency paused defaultPriority", queue.extend({ defaultPriority: count })],
  "queues.list": ["GET", "", z.array(queue)],
  "queues.pause": ["POST", "name", queue],
  "queues.resume": ["POST", "name", queue],
  "templates.create": ["POST", "slug name category kind spec variables defaults", template],
  "templates.preview": ["GET", "id variables", z.looseObject({})],
  "rollouts.create": ["POST", "templateId variables targets mode rate abort timeoutMs retry", rollout],
  "schedules.create": [
    "POST",
    "name cron timeZone templateId variables target overlap catchUpMs maxConcurrency priority timeoutMs retry enabled",
    schedule,
  ],
  "schedules.preview": ["GET", "cron timeZone from count", z.object({ inWords: text, runs: z.array(at) })],
  "devices.groups.create": ["POST", "name deviceIds", z.object({ id: text })],
  "devices.createEnrollment": ["POST", "name groupIds kind expiresInMs", z.object({ token: text })],

  "jobs.create": [
    "POST",
    "kind name priority queue runAt dependsOn onDependencyFailure timeoutMs queueTtlMs retry templateId variables idempotencyKey notes target method vantage cadenceMs durationMs packets alertRuleIds deviceId document type description acceptanceCriteria input assigneeId leaseMs",
    job,
  ],
  "jobs.get": ["GET", "id", job],
  "jobs.list": [
    "GET",
    "status kind search queue requesterId deviceId templateId rolloutId from to sort limit cursor",
    pageOf(job),
  ],
  "jobs.cancel": ["POST", "id reason force", job],
  "jobs.pause": ["POST", "id", job],
  "jobs.resume": ["POST", "id", job],
  "jobs.delete": ["POST", "id", job],
  "jobs.setPriority": ["POST", "id priority", job],
  "jobs.reassign": ["POST", "id deviceId reason", job],
  "jobs.retry": ["POST", "id", job],
  "jobs.resubmit": ["POST", "id reason", job],
  "jobs.forceComplete": ["POST", "id reason result", job],
  "jobs.samples": ["GET", "id afterSeq limit", entriesOf(sample)],
  "jobs.log": ["GET", "id afterSeq limit", entriesOf(logEntry)],
  "jobs.summary": ["GET", "id", z.object({ summary: summary.nullable(), verdict: verdict.nullable() })],
  "jobs.attempts": ["GET", "id", z.array(attempt)],
  "jobs.series": ["GET", "id from to points", z.object({ buckets: z.array(bucket) })],
  "jobs.stats": ["GET", "", stats],
  "jobs.bulk": ["POST", "ids filter expectedCount action reason", z.object({ bulkId: text, count })],
  "jobs.bulkStatus": ["GET", "bulkId", bulkStatus],
  "jobs.bulkAbort": ["POST", "bulkId", there],
  "jobs.share": ["POST", "id expiresInMs", z.object({ url: z.url() })],

  "device.enroll": [
    "POST",
    "token name capabilities mac ip accountNumber agentVersion",
    z.object({ deviceId: text, secret: text, ...access }),
  ],
  "device.refresh": ["POST", "deviceId secret", z.object(access)],
  "device.heartbeat": [
    "POST",
    "jobs metrics",
    z.object({ hasWork: z.boolean(), controls: z.array(control), nextHeartbeatMs: z.int().min(1) }),
  ],
  "device.next": ["POST", "max types", z.object({ assignments: z.array(assignment) })],
  "device.report": [
    "POST",
    "jobId attempt seq expectedVersion status progress message result error exitCode output payload",
    version.extend({ wish: z.enum(["pause", "resume", "cancel"]).optional() }),
  ],
  "device.samples": ["POST", "jobId attempt samples", z.object({ nextSeq: z.int().min(1) })],
  "device.reject": ["POST", "jobId attempt reason", there],
  "device.handler": [
    "GET",
    "name version",
    z.object({ content: text, interpreter: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ],
  "device.history": ["GET", "limit cursor", pageOf(job)],
} as const satisfies Record<string, readonly ["GET" | "POST", string, z.ZodType]>;

export type Procedure = keyof typeof PROCEDURES;
export type Data<P extends Procedure> = z.output<(typeof PROCEDURES)[P][2]>;
