import { pause } from "../server/pause.ts";
import type { WorkPorts } from "./executor.ts";
import type { Work } from "./work.ts";

const LONGEST_WAIT_MS = 60_000;

/** Ends the work when its time is up, not counting the time that it is paused. Gives what ends the watch. */
export function endAtDeadline({ assignment, control }: Work, clock: Pick<WorkPorts["clock"], "now">): () => void {
  const { timeoutAt } = assignment;
  const over = new AbortController();
  const watch = async (endsAt: number) => {
    while (!over.signal.aborted && !control.signal.aborted) {
      await control.waitWhilePaused();
      const leftMs = endsAt + control.pausedMs - clock.now();
      if (leftMs <= 0) return control.end("timedOut");
      await pause(Math.min(LONGEST_WAIT_MS, leftMs), AbortSignal.any([over.signal, control.change]));
    }
  };
  if (timeoutAt !== null) void watch(timeoutAt);
  return () => over.abort();
}
