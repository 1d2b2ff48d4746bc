import type { Actor, JobStatus, RetryPolicy } from "../job/job.ts";
import type { RolloutTargets } from "../rollout/rollout.ts";

export const OVERLAPS = ["skip", "queue", "cancel"] as const;
/** What a run does that comes while the one before is still there. */
export type Overlap = (typeof OVERLAPS)[number];

/** Who runs what a schedule makes: a queue, one agent, a device, or the devices of a rollout. */
export type ScheduleTarget =
  | { kind: "queue"; queue: string }
  | { kind: "agent"; deviceId: string }
  | { kind: "device"; deviceId: string }
  | { kind: "rollout"; targets: RolloutTargets };

export interface Schedule {
  id: string;
  name: string;
  /** Five fields, or six with seconds first. */
  cron: string;
  /** By its IANA name. */
  timeZone: string;
  templateId: string;
  templateSlug: string;
  templateName: string;
  variables: Record<string, string>;
  target: ScheduleTarget;
  overlap: Overlap;
  /** How many of its runs may be there at once. */
  maxConcurrency: number;
  /** A run that is late by more than this, in ms, is recorded as missed. */
  catchUpMs: number;
  /** Each run starts up to so many ms late, by a share of its own; never early. */
  jitterMs: number;
  priority: number | null;
  timeoutMs: number | null;
  retry: RetryPolicy | null;
  isEnabled: boolean;
  /** Why it is switched off, in words. */
  note: string | null;
  /** When it runs next, in epoch ms; null where it is switched off or never does. */
  nextAt: number | null;
  /** The next occurrence is passed over. */
  skipsNext: boolean;
  lastRun: ScheduleRun | null;
  ownerId: string;
  ownerName: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

export const RUN_OUTCOMES = ["started", "waiting", "skipped", "missed", "failed"] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** One occurrence of a schedule, whatever became of it. */
export interface ScheduleRun {
  scheduleId: string;
  /** When it was due, in epoch ms: with the schedule what tells it from others. */
  dueAt: number;
  outcome: RunOutcome;
  /** Why it was skipped, missed or has failed, in words; how many it stands for where they were many. */
  reason: string | null;
  /** Occurrences that this record stands for: more than one of a long outage. */
  count: number;
  jobId: string | null;
  rolloutId: string | null;
  /** Of its job or rollout, as far as it is. */
  status: JobStatus | string | null;
  isManual: boolean;
  /** Who has it run now, or passed over. */
  by: Actor | null;
  at: number;
}

/** A time at which a schedule is due. */
export interface Upcoming {
  scheduleId: string;
  name: string;
  at: number;
  isEnabled: boolean;
}
