import type { Schedule } from "./schedule.ts";

/** So many runs of one schedule wait; what comes then is skipped. */
export const MAX_WAITING = 100;

/** How many runs of a schedule are under way, and how many wait. */
export interface Load {
  open: number;
  waiting: number;
}

/** What a run does that comes now. */
export type Admission = { outcome: "start" } | { outcome: "wait" } | { outcome: "skip"; reason: string };

/** What a run does that comes while others are under way. One that cancels the oldest of them starts. */
export function admit(
  { overlap, maxConcurrency }: Pick<Schedule, "overlap" | "maxConcurrency">,
  { open, waiting }: Load,
): Admission {
  if (overlap === "cancel") return { outcome: "start" };
  if (open < maxConcurrency && waiting === 0) return { outcome: "start" };
  if (overlap === "skip")
    return {
      outcome: "skip",
      reason:
        maxConcurrency === 1
          ? "The run before was still under way"
          : `${open} runs were still under way, and ${maxConcurrency} may be at once`,
    };
  if (waiting < MAX_WAITING) return { outcome: "wait" };
  return { outcome: "skip", reason: `${MAX_WAITING} runs were waiting already` };
}

/** How many of those that wait can start. */
export function startable({ maxConcurrency }: Pick<Schedule, "maxConcurrency">, { open, waiting }: Load): number {
  return Math.max(0, Math.min(waiting, maxConcurrency - open));
}
