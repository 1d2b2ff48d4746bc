import type { Rollout, RolloutCounts } from "@fieldline/domain/rollout";

/** From what is done to what is not begun, as a bar shows them. */
export const BAR_ORDER = [
  "completed",
  "failed",
  "timed_out",
  "rejected",
  "cancelled",
  "running",
  "notified",
  "waiting",
] as const satisfies readonly (keyof RolloutCounts)[];

export const totalOf = (counts: RolloutCounts): number => BAR_ORDER.reduce((sum, state) => sum + counts[state], 0);

/** Devices that are through, however it went; one that was left out is not. */
export const throughOf = ({ completed, failed, timed_out, rejected }: RolloutCounts): number =>
  completed + failed + timed_out + rejected;

export const failuresOf = ({ failed, timed_out, rejected }: RolloutCounts): number => failed + timed_out + rejected;

/** What another try could mend. */
export const retryableOf = ({ failed, timed_out }: RolloutCounts): number => failed + timed_out;

/** Whether it can still be stopped, and whether only what is under way is left to stop. */
export function stoppable({ status, counts }: Rollout): "all" | "under way" | undefined {
  if (status === "running") return "all";
  return counts.running > 0 ? "under way" : undefined;
}
