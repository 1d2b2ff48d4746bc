import type { Caller } from "../access/caller.ts";
import type { StepProgress } from "../command/document.ts";
import type { Wish } from "../device/device.ts";
import type { Actor, Attempt, EndedStatus, Job, Json, LogEntry } from "../job/job.ts";

/** What a device tells of the end of an attempt. */
export interface Outcome {
  result?: Json;
  exitCode?: number | null;
  steps?: StepProgress[];
}

export type JobEvent =
  /** The object has taken the job on: what waits for nothing starts. */
  | { type: "accept" }
  /** The time of `runAt` has come. */
  | { type: "activate" }
  /** A job that this one waits for has ended. */
  | { type: "dependencyEnded"; dependency: Dependency }
  /** The device has taken the attempt on. */
  | { type: "begin"; actor: Actor }
  /** The device hands an attempt back that it will not finish. */
  | { type: "release"; actor: Actor; reason: string }
  | ({ type: "pause" } & Caller)
  | ({ type: "resume" } & Caller)
  | ({ type: "cancel"; reason: string | null } & Caller)
  | ({ type: "complete"; actor?: Actor } & Outcome)
  /** The attempt failed; another one follows where the job's retries allow it. */
  | ({ type: "fail"; code: string; message: string; actor?: Actor; isFinal?: boolean } & Outcome)
  | { type: "reject"; reason: string; actor: Actor }
  /** The attempt, or the wait for its device, took too long. */
  | { type: "timeOut"; code: string; message: string }
  /** Its device has not been heard of for a lease; of a probe alone, whose target that says nothing about. */
  | { type: "lose" }
  /** Its device is heard of again. */
  | { type: "find"; actor: Actor }
  /** What the device tells of the attempt under way. */
  | {
      type: "progress";
      actor: Actor;
      progress?: number | undefined;
      message?: string | undefined;
      steps?: StepProgress[] | undefined;
    }
  /** Somebody has it tried once more. */
  | ({ type: "retry"; reason: string | null } & Caller)
  /** The same of any job that is over, however it ended. */
  | ({ type: "resubmit"; reason: string } & Caller)
  | ({ type: "setPriority"; priority: number; reason: string | null } & Caller)
  /** Somebody says that it is done, whatever its agent makes of it. */
  | ({ type: "forceComplete"; reason: string; result: Json } & Caller)
  /** It is another's from now on: one device's, or whose who takes it from a queue. */
  | ({ type: "reassign"; to: Assignee; reason: string } & Caller);

export type Assignee = { device: { id: string; name: string } } | { queue: string };

/** A job that another one waits for, at its end. */
export interface Dependency {
  id: string;
  name: string;
  status: EndedStatus;
}

/** The events that are somebody's doing, each with what the audit calls it. */
export const AUDITED = {
  pause: "job.pause",
  resume: "job.resume",
  cancel: "job.cancel",
  retry: "job.retry",
  resubmit: "job.resubmit",
  setPriority: "job.setPriority",
  forceComplete: "job.forceComplete",
  reassign: "job.reassign",
} as const;
type AuditedAction = (typeof AUDITED)[keyof typeof AUDITED];
export type Doing = Extract<JobEvent, { type: keyof typeof AUDITED }>;

/** What a transition owes to the world outside the job's object. */
export type Effect =
  /** Write the job's row and tell the feed. */
  | { type: "project" }
  /** Offer the attempt to the device. */
  | { type: "offer" }
  /** Take this attempt back from the device that had it. */
  | { type: "withdraw"; attempt: number; deviceId: string }
  /** Tell the device of the attempt what is wished of it. */
  | { type: "control"; attempt: number; deviceId: string; wish: Wish }
  /** Tell those who wait for work that there is some in a queue. */
  | { type: "enqueued"; queue: string }
  /** Give back the place in its queue that attempts up to this one held. */
  | { type: "leaveSlot"; attempt: number; queue: string }
  /** Ask the jobs that this one waits for whether they have ended. */
  | { type: "askDependencies" }
  /** Tell the jobs that wait for this one that it has ended. */
  | { type: "tellDependents"; dependency: Dependency }
  /** Write one audit entry: a person or the API did this. */
  | ({ type: "audit"; action: AuditedAction; reason: string | null } & Caller);

export type LogDraft = Omit<LogEntry, "seq">;

export interface Transition {
  job: Job;
  log: LogDraft[];
  effects: Effect[];
  /** The attempt that is over by this. */
  ended?: Attempt;
}

export const SYSTEM: Actor = { kind: "system", id: "fieldline", name: "Fieldline" };
