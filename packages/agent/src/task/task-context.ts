import type { TaskSpec } from "@fieldline/domain/job";
import type { JobControl } from "../run/job-control.ts";
import type { Work } from "../run/work.ts";
import { endingOf } from "./task-ending.ts";
import type { TaskNotes } from "./task-notes.ts";

/** A line of the job's log; what `fields` hold is put after it. */
export type TaskLog = Record<"debug" | "info" | "warn" | "error", (message: string, fields?: object) => void>;

/** What a handler knows of the job that it works on. */
export interface TaskJob extends Pick<TaskSpec, "description" | "acceptanceCriteria" | "variables"> {
  id: string;
  type: string;
  name: string;
  /** When the attempt is out of time, in epoch ms by the server's clock, pauses not counted; null where it has no limit. */
  timeoutAt: number | null;
}

/** What a handler works with, beside its input. */
export interface TaskContext {
  job: TaskJob;
  /** Counts from 1: more than that is another try. */
  attempt: number;
  /** How far it has come: 0 to 100, and a word on it. Call it as often as you like; what is newest is told. */
  progress(percent: number, message?: string): void;
  log: TaskLog;
  /** Shows what was asked of another system, and what it said, folded in the job's log. Leave secrets out. */
  payload(payload: { request?: unknown; response?: unknown }): void;
  /** Aborts where the attempt is to end before its time; its reason is a JobError that says why. */
  signal: AbortSignal;
  /** Whether the job is paused at this moment. */
  readonly isPaused: boolean;
  /**
   * Waits while the job is paused, and gives how long it waited, in ms: call it between steps. Throws the reason of
   * `signal` where the attempt is to end.
   */
  paused(): Promise<number>;
}

/** The context of one attempt. */
export function contextOf(work: Work, notes: TaskNotes): TaskContext {
  const { assignment, control } = work;
  const { description, acceptanceCriteria, variables } = assignment.spec as TaskSpec;
  const signal = endSignalOf(control);
  return {
    job: {
      ...{ id: assignment.jobId, type: assignment.type, name: assignment.name, timeoutAt: assignment.timeoutAt },
      ...{ description, acceptanceCriteria, variables },
    },
    attempt: assignment.attempt,
    progress: (percent, message) => notes.progress(percent, message),
    log: {
      debug: (message, fields) => notes.line("stdout", message, fields),
      info: (message, fields) => notes.line("stdout", message, fields),
      warn: (message, fields) => notes.line("stderr", message, fields),
      error: (message, fields) => notes.line("stderr", message, fields),
    },
    payload: (payload) => notes.payload(payload),
    signal,
    get isPaused() {
      return control.isPaused;
    },
    async paused() {
      signal.throwIfAborted();
      if (!control.isPaused) return 0;
      const since = performance.now();
      notes.line("stdout", "The handler has paused.");
      await control.waitWhilePaused();
      signal.throwIfAborted();
      const pausedMs = Math.round(performance.now() - since);
      notes.line("stdout", `The handler goes on after ${(pausedMs / 1_000).toFixed(1)} s.`);
      return pausedMs;
    },
  };
}

function endSignalOf({ signal, endReason }: JobControl): AbortSignal {
  const ending = new AbortController();
  const end = () => ending.abort(endingOf(signal.reason));
  if (endReason) end();
  else signal.addEventListener("abort", end, { once: true });
  return ending.signal;
}
