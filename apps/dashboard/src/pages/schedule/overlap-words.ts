import type { Overlap } from "@fieldline/domain/schedule";

/** What a run does that comes while as many as may be are under way. */
export const OVERLAP_WORDS: Record<Overlap, string> = {
  skip: "It is skipped, and stands in the history as skipped.",
  queue: "It waits until one of them has ended; up to 100 wait.",
  cancel: "The oldest of them is cancelled, and it starts at once.",
};
