import type { Job } from "../job/job.ts";
import { endsAt, type Grid, tickAt, tickCount } from "../probe/grid.ts";
import { lastTickEndsAt } from "./plan-tick.ts";

/** What a job's object has to do, and when. One alarm serves all of it: the earliest entry is armed. */
export interface AgendaEntry {
  at: number;
  what: "activate" | "tick" | "end" | "outbox" | "retention";
}

export interface Progress {
  /** The first tick that has neither been measured nor passed over. */
  nextTick: number;
  /** When the outbox is to be tried again; undefined where nothing is owed. */
  outboxDueAt: number | undefined;
  /** How long an ended job stays, in ms; undefined where its removal is owed already. */
  retentionMs: number | undefined;
}

/** The probe's grid: its origin moves by the time it was paused. Undefined before the start. */
export function gridOf(job: Job): Grid | undefined {
  if (job.startedAt === null) return undefined;
  const { cadenceMs, durationMs } = job.spec;
  return { originMs: job.startedAt + job.pausedTotalMs, cadenceMs, durationMs };
}

export function agendaOf(job: Job, { nextTick, outboxDueAt, retentionMs }: Progress): AgendaEntry[] {
  const entries: AgendaEntry[] = [];
  const grid = gridOf(job);
  if (job.status === "scheduled" && job.runAt !== null) entries.push({ at: job.runAt, what: "activate" });
  if (job.status === "running" && grid) {
    const isTickLeft = nextTick < tickCount(grid.durationMs, grid.cadenceMs);
    if (isTickLeft) entries.push({ at: tickAt(grid, nextTick), what: "tick" });
    entries.push({ at: isTickLeft ? lastTickEndsAt(grid, job.spec) : endsAt(grid), what: "end" });
  }
  if (outboxDueAt !== undefined) entries.push({ at: outboxDueAt, what: "outbox" });
  if (job.endedAt !== null && retentionMs !== undefined)
    entries.push({ at: job.endedAt + retentionMs, what: "retention" });
  return entries;
}

/** When the object must wake next, in epoch ms; undefined where nothing is left to do. */
export function nextAlarmAt(job: Job, progress: Progress): number | undefined {
  const times = agendaOf(job, progress).map(({ at }) => at);
  return times.length > 0 ? Math.min(...times) : undefined;
}
