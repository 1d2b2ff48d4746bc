import type { Assignment } from "@fieldline/domain/device";
import type { AttemptRef } from "../server/device-port.ts";
import { JobControl } from "./job-control.ts";

/** One attempt that this agent executes, or is about to. */
export class Work {
  readonly ref: AttemptRef;
  readonly assignment: Assignment;
  readonly control = new JobControl();
  /** Of a probe: tick 0 of its grid by the server's clock; a pause moves it. */
  originMs: number;
  /** Whether it has begun: what has not is handed back where it cannot be done. */
  hasBegun = false;
  /** Whether nothing that it still does counts: it was handed back, or the agent has ended. */
  isGivenUp = false;
  /** Whether the server has to say how it stands before the agent knows: after a restart, and to resume. */
  #awaitsWord: boolean;
  #pausedAt = 0;
  done: Promise<void> = Promise.resolve();

  constructor(assignment: Assignment, isRestored = false) {
    this.ref = { jobId: assignment.jobId, attempt: assignment.attempt };
    this.assignment = assignment;
    this.originMs = assignment.probe?.originMs ?? assignment.now;
    this.#awaitsWord = isRestored;
    if (assignment.status === "paused") this.control.apply("pause");
  }

  get isProbe(): boolean {
    return this.assignment.kind === "probe";
  }

  pause(now: number): void {
    if (!this.control.isPaused) this.#pausedAt = now;
    this.#awaitsWord = false;
    this.control.apply("pause");
  }

  /** A probe goes on when the server has told where its grid is now; the caller asks. Anything else goes on at once. */
  resume(): "ask" | "going" {
    if (this.isProbe && this.control.isPaused) {
      this.#awaitsWord = true;
      return "ask";
    }
    this.control.apply("resume");
    return "going";
  }

  /** The server's word: a grid only ever moves on, and how it stands counts where a word is awaited. */
  learn({ status, probe }: Assignment, now: number): void {
    this.originMs = Math.max(this.originMs, probe?.originMs ?? 0);
    if (!this.#awaitsWord) return;
    if (status === "paused") {
      this.pause(now);
      this.#awaitsWord = true;
    } else {
      this.#awaitsWord = false;
      this.control.apply("resume");
    }
  }

  /** The server was asked and said nothing of it: the grid moves by the pause as seen from here. */
  goOnUntold(now: number): void {
    if (!this.#awaitsWord || !this.control.isPaused) return;
    this.#awaitsWord = false;
    if (this.#pausedAt > 0) this.originMs += now - this.#pausedAt;
    this.control.apply("resume");
  }
}
