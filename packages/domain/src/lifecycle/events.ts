import type { Caller } from "../access/caller.ts";
import type { StepProgress } from "../command/document.ts";
import type { Wish } from "../device/device.ts";
import type { Actor, Attempt, Job, Json, LogEntry } from "../job/job.ts";

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
  /** The device has taken the attempt on. */
  | { type: "begin"; actor: Actor }
  /** The device hands an attempt back that it will not finish. */
  | { type: "release"; actor: Actor; reason: string }
  | ({ type: "pause" } & Caller)
  | ({ type: "resume" } & Caller)
  | ({ type: "cancel"; reason: string | null } & Caller)
  | ({ type: "complete"; actor?: Actor } & Outcome)
  /** The attempt failed; another one follows where the job's retries allow it. */
  | ({ type: "fail"; code: string; message: string; actor?: Actor } & Outcome)
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
  | ({ type: "retry"; reason: string | null } & Caller);

type AuditedAction = "job.pause" | "job.resume" | "job.cancel" | "job.retry";

/** What a transition owes to the world outside the job's object. */
export type Effect =
  /** Write the job's row and tell the feed. */
  | { type: "project" }
  /** Offer the attempt to the device. */
  | { type: "offer" }
  /** Take this attempt back from the device. */
  | { type: "withdraw"; attempt: number }
  /** Tell the device what is wished of the attempt under way. */
  | { type: "control"; attempt: number; wish: Wish }
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
