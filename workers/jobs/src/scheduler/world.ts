import { openDatabase } from "@fieldline/db/database";
import type { StoredSchedule } from "@fieldline/db/schedule-row";
import { listStarts, postponeStart, refuseStart, type Start } from "@fieldline/db/schedule-starts";
import {
  letStart,
  listDue,
  listWaiting,
  loadsOf,
  nextDueAt,
  type Recorded,
  recordRuns,
} from "@fieldline/db/schedules-due";
import type { Load } from "@fieldline/domain/schedule-overlap";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";

/** Starts the job or the rollout of a recorded run, once, however often it is asked; throws what may be tried again. */
export type StartRun = (start: Start) => Promise<void>;

/** Everything outside its own storage that the scheduler touches. */
export interface SchedulerWorld {
  clock(): number;
  listDue(now: number, limit: number): Promise<StoredSchedule[]>;
  /** When something is to be done next: a schedule is due, or a run to be started. */
  nextDueAt(): Promise<number | undefined>;
  loadsOf(ids: string[]): Promise<Map<string, Load>>;
  record(recorded: Recorded[], now: number): Promise<void>;
  listStarts(now: number, limit: number): Promise<Start[]>;
  listWaiting(limit: number): Promise<StoredSchedule[]>;
  letStart(letting: { id: string; count: number; now: number }): Promise<void>;
  startRun: StartRun;
  postpone(start: Start, until: number): Promise<void>;
  refuse(start: Start, reason: string): Promise<void>;
  /** What keeps jobs, queues and tables in order, beside the schedules. */
  sweep(now: number): Promise<void>;
  reportError(error: unknown): void;
}

export function schedulerWorldOf(env: JobsEnv, own: Pick<SchedulerWorld, "startRun" | "sweep">): SchedulerWorld {
  const db = openDatabase(env.DB);
  return {
    clock: () => Date.now(),
    listDue: (now, limit) => listDue(db, now, limit),
    nextDueAt: () => nextDueAt(db),
    loadsOf: (ids) => loadsOf(db, ids),
    record: (recorded, now) => recordRuns(db, recorded, now),
    listStarts: (now, limit) => listStarts(db, now, limit),
    listWaiting: (limit) => listWaiting(db, limit),
    letStart: (letting) => letStart(db, letting),
    postpone: (start, until) => postponeStart(db, start, until),
    refuse: (start, reason) => refuseStart(db, start, reason),
    reportError: (error) => reportError("scheduler", error),
    ...own,
  };
}
