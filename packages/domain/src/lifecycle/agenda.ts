import { isEnded, type Job } from "../job/job.ts";
import { isDeviceWork } from "../job/new-job.ts";
import { endsAt, type Grid, tickAt, tickCount } from "../probe/grid.ts";
import { lastTickEndsAt } from "./plan-tick.ts";

/** What a job's object has to do, and when. One alarm serves all of it: the earliest entry is armed. */
export interface AgendaEntry {
  at: number;
  what: "activate" | "tick" | "end" | "lease" | "timeout" | "queueTtl" | "outbox" | "retention";
}

export interface Progress {
  /** The first tick that has neither been measured nor passed over. */
  nextTick: number;
  /** Until when the device that executes it need not be heard of. */
  leaseUntil?: number | undefined;
  /** When the outbox is to be tried again; undefined where nothing is owed. */
  outboxDueAt: number | undefined;
  /** How long an ended job stays, in ms; undefined where its removal is owed already. */
  retentionMs: number | undefined;
}

/** A device that is there has this long after a probe's end to tell the last of it. */
const LAST_WORD_MS = 30_000;
/** What a lost device has measured is awaited for so long after the probe's end. */
const LOST_WORD_MS = 3_600_000;

/** The probe's grid: its origin moves by the time it was paused. Undefined before the start, and of what is no probe. */
export function gridOf(job: Job): Grid | undefined {
  if (job.startedAt === null || job.kind !== "probe") return undefined;
  const { cadenceMs, durationMs } = job.spec;
  return { originMs: job.startedAt + job.pausedTotalMs, cadenceMs, durationMs };
}

export function agendaOf(job: Job, progress: Progress): AgendaEntry[] {
  const { outboxDueAt, retentionMs } = progress;
  const entries: AgendaEntry[] = isDeviceWork(job) ? deviceEntries(job, progress) : tickEntries(job, progress);
  if (job.status === "scheduled" && job.runAt !== null) entries.push({ at: job.runAt, what: "activate" });
  if (outboxDueAt !== undefined) entries.push({ at: outboxDueAt, what: "outbox" });
  if (job.endedAt !== null && retentionMs !== undefined)
    entries.push({ at: job.endedAt + retentionMs, what: "retention" });
  return entries;
}

function tickEntries(job: Job, { nextTick }: Progress): AgendaEntry[] {
  const grid = gridOf(job);
  if (job.status !== "running" || !grid || job.kind !== "probe") return [];
  const isTickLeft = nextTick < tickCount(grid.durationMs, grid.cadenceMs);
  const end = { at: isTickLeft ? lastTickEndsAt(grid, job.spec) : endsAt(grid), what: "end" as const };
  return isTickLeft ? [{ at: tickAt(grid, nextTick), what: "tick" }, end] : [end];
}

function deviceEntries(job: Job, { leaseUntil }: Progress): AgendaEntry[] {
  const entries: AgendaEntry[] = [];
  if (isEnded(job.status)) return entries;
  if ((job.status === "assigned" || job.status === "queued") && job.queueTtlMs !== null && job.queuedAt !== null)
    entries.push({ at: job.queuedAt + job.queueTtlMs, what: "queueTtl" });
  const isUnderWay = job.status === "running" || job.status === "paused";
  if (isUnderWay && leaseUntil !== undefined && job.prober?.state !== "lost")
    entries.push({ at: leaseUntil, what: "lease" });
  if (job.status !== "running" || job.startedAt === null) return entries;
  if (job.timeoutMs !== null) entries.push({ at: job.startedAt + job.pausedTotalMs + job.timeoutMs, what: "timeout" });
  const grid = gridOf(job);
  if (grid)
    entries.push({ at: endsAt(grid) + (job.prober?.state === "lost" ? LOST_WORD_MS : LAST_WORD_MS), what: "end" });
  return entries;
}

/** When the object must wake next, in epoch ms; undefined where nothing is left to do. */
export function nextAlarmAt(job: Job, progress: Progress): number | undefined {
  const times = agendaOf(job, progress).map(({ at }) => at);
  return times.length > 0 ? Math.min(...times) : undefined;
}
