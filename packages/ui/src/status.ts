import type { JobStatus, Verdict } from "@fieldline/domain/job";

/** A tone names the pair of tokens to paint with: `--ok` on `--ok-weak`. */
export type Tone = "ok" | "info" | "warn" | "bad" | "idle";

/** How a state is shown: a word, a tone, and a shape so that colour is never alone. */
export interface Look {
  word: string;
  tone: Tone;
  /** Path data for a 12 by 12 viewBox. */
  icon: string;
  /** Whether the path is filled; else it is stroked, 1.8 wide. */
  isFilled: boolean;
}

const PLAY = "M3 1.5v9l7-4.5z";
const PAUSE = "M3.5 2v8M8.5 2v8";
const CHECK = "M2 6l3 3 5-6";
const CROSS = "M2 2l8 8M10 2l-8 8";
const CLOCK = "M6 2.5V6l2.5 1.5M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0";
const BARS = "M2 3.5h8M2 8.5h8";
const LOCK = "M3 5.5V4a3 3 0 0 1 6 0v1.5M2 5.5h8V11H2z";
const ARROW = "M1.5 6h8M6.5 2.5L10 6 6.5 9.5";
const SLASH = "M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0M2.5 9.5l7-7";
const ALERT = "M6 1.5L11 10.5H1zM6 5v2.5";
const WAVE = "M1 6h2l1.5-4 3 8L9 6h2";
const DASH = "M2.5 6h7";

const stroked = (word: string, tone: Tone, icon: string): Look => ({ word, tone, icon, isFilled: false });

const STATUS_LOOKS: Record<JobStatus, Look> = {
  scheduled: stroked("Scheduled", "idle", CLOCK),
  blocked: stroked("Blocked", "idle", LOCK),
  queued: stroked("Queued", "idle", BARS),
  assigned: stroked("Assigned", "info", ARROW),
  running: { word: "Running", tone: "info", icon: PLAY, isFilled: true },
  paused: stroked("Paused", "warn", PAUSE),
  completed: stroked("Completed", "ok", CHECK),
  failed: stroked("Failed", "bad", CROSS),
  timed_out: stroked("Timed out", "bad", CLOCK),
  rejected: stroked("Rejected", "bad", SLASH),
  cancelled: stroked("Cancelled", "idle", SLASH),
};

const VERDICT_LOOKS: Record<Verdict["state"], Look> = {
  healthy: stroked("Healthy", "ok", CHECK),
  degraded: stroked("Degraded", "warn", ALERT),
  intermittent: stroked("Intermittent link", "warn", WAVE),
  offline: stroked("Offline", "bad", CROSS),
  unknown: stroked("No verdict yet", "idle", DASH),
};

/** How a job's status is shown, the same in both front ends. */
export function statusLook(status: JobStatus): Look {
  return STATUS_LOOKS[status];
}

/** How a probe's verdict is shown, the same in both front ends. */
export function verdictLook(state: Verdict["state"]): Look {
  return VERDICT_LOOKS[state];
}

/** The tone of a loss: good at exactly none, bad from the threshold on. */
export function lossTone(lossPercent: number | null, badFromPercent = 2): Tone {
  if (lossPercent === null) return "idle";
  if (lossPercent === 0) return "ok";
  return lossPercent >= badFromPercent ? "bad" : "warn";
}

/** A verdict's first sentence, to be set as its headline, and the rest. */
export function verdictParts(reason: string): { headline: string; rest: string } {
  const end = reason.search(/[.!?] /);
  return end < 0 ? { headline: reason, rest: "" } : { headline: reason.slice(0, end + 1), rest: reason.slice(end + 2) };
}
