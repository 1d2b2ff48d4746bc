import type { Device } from "@fieldline/domain/device";
import type { FeedFrame, JobFrame } from "@fieldline/domain/frames";
import type { Alert, Job, LogEntry, Sample } from "@fieldline/domain/job";
import type { Queue } from "@fieldline/domain/queue";
import type { Rollout } from "@fieldline/domain/rollout";
import * as z from "zod/mini";

// Before the first schema: zod would else try `new Function`, which the pages' content security policy reports.
z.config({ jitless: true });

const number = z.number();
const nullableNumber = z.nullable(number);
const string = z.string();
const nullableString = z.nullable(string);

/** A word of a closed set. A newer server may know more words, and a frame is not dropped for one of them. */
const word = <Word extends string>() => z.custom<Word>((value) => typeof value === "string");
/** Whatever a frame's text has held. */
const json = z.custom<Job["result"]>((value) => value !== undefined);
const part = <Part extends object>() => z.custom<Part>(isRecord);

/** The fields of a job; what a kind of job makes of its spec is for whoever shows it. */
export const jobFields = z.object({
  id: string,
  kind: word<Job["kind"]>(),
  type: string,
  name: string,
  status: word<Job["status"]>(),
  statusReason: nullableString,
  version: number,
  progress: nullableNumber,
  progressMessage: nullableString,
  attempt: number,
  priority: number,
  queue: nullableString,
  notes: nullableString,
  requesterId: string,
  requesterName: string,
  assigneeId: nullableString,
  assigneeName: nullableString,
  templateId: nullableString,
  scheduleId: nullableString,
  rolloutId: nullableString,
  idempotencyKey: nullableString,
  runAt: nullableNumber,
  createdAt: number,
  queuedAt: nullableNumber,
  startedAt: nullableNumber,
  pausedAt: nullableNumber,
  endedAt: nullableNumber,
  cancelledAt: nullableNumber,
  updatedAt: number,
  timeoutMs: nullableNumber,
  queueTtlMs: nullableNumber,
  dependsOn: z.array(string),
  waitsFor: z.array(string),
  onDependencyFailure: word<Job["onDependencyFailure"]>(),
  retry: z.nullable(part<NonNullable<Job["retry"]>>()),
  spec: part<Job["spec"]>(),
  result: json,
  error: z.nullable(z.object({ code: string, message: string })),
  summary: z.nullable(
    z.object({
      sent: number,
      received: number,
      lossPercent: nullableNumber,
      minMs: nullableNumber,
      avgMs: nullableNumber,
      medianMs: nullableNumber,
      p95Ms: nullableNumber,
      p99Ms: nullableNumber,
      maxMs: nullableNumber,
      stddevMs: nullableNumber,
      jitterMs: nullableNumber,
      mos: nullableNumber,
      missedTicks: number,
    }),
  ),
  verdict: z.nullable(
    z.object({
      state: word<NonNullable<Job["verdict"]>["state"]>(),
      reason: string,
      since: nullableNumber,
    }),
  ),
  recent: z.array(nullableNumber),
  pausedTotalMs: number,
  prober: z.nullable(part<NonNullable<Job["prober"]>>()),
  steps: z.array(part<Job["steps"][number]>()),
  exitCode: nullableNumber,
});
const job = z.custom<Job>((value) => z.safeParse(jobFields, value).success);

const alert = z.object({
  id: string,
  jobId: string,
  jobName: string,
  requesterId: string,
  state: word<Alert["state"]>(),
  reason: string,
  raisedAt: number,
  clearedAt: nullableNumber,
});

// A frame holds up to 1,000 of these: one plain loop, no copies.
const samples = z.custom<Sample[]>((value) => Array.isArray(value) && value.every(isSample));
const entries = z.custom<LogEntry[]>((value) => Array.isArray(value) && value.every(isLogEntry));

/** Every frame of a job's socket. */
export const jobFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), job, samples, log: entries, nextSample: number, nextLog: number }),
  z.object({ type: z.literal("samples"), samples }),
  z.object({ type: z.literal("log"), entries }),
  z.object({ type: z.literal("job"), job }),
  z.object({ type: z.literal("alert"), alert }),
  z.object({ type: z.literal("end"), job }),
]);

/** Every frame of the feed's socket. */
export const feedFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("job"), job }),
  z.object({ type: z.literal("alert"), alert }),
  z.object({ type: z.literal("deleted"), id: string }),
  z.object({ type: z.literal("device"), device: part<Device>() }),
  z.object({ type: z.literal("rollout"), rollout: part<Rollout>() }),
  z.object({ type: z.literal("queue"), queue: part<Queue>() }),
]);

/** The frame of a job's socket in `text`; undefined when it is malformed or of a type that this client does not know. */
export function parseJobFrame(text: string): JobFrame | undefined {
  return z.safeParse(jobFrame, parseJson(text)).data as JobFrame | undefined;
}

/** The frame of the feed's socket in `text`; undefined when it is malformed or of a type that this client does not know. */
export function parseFeedFrame(text: string): FeedFrame | undefined {
  return z.safeParse(feedFrame, parseJson(text)).data as FeedFrame | undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSample(value: unknown): boolean {
  return (
    isRecord(value) &&
    isSeq(value.seq) &&
    typeof value.tick === "number" &&
    typeof value.at === "number" &&
    (value.rttMs === null || typeof value.rttMs === "number")
  );
}

function isLogEntry(value: unknown): boolean {
  return (
    isRecord(value) &&
    isSeq(value.seq) &&
    typeof value.at === "number" &&
    typeof value.message === "string" &&
    typeof value.level === "string" &&
    typeof value.kind === "string" &&
    isRecord(value.actor)
  );
}

function isSeq(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
