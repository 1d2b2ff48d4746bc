import type { JobStatus } from "@fieldline/domain/job";
import type { RolloutStatus } from "@fieldline/domain/rollout";
import type { RunOutcome, ScheduleRun } from "@fieldline/domain/schedule";
import { type Look, statusLook } from "@fieldline/ui/status";
import { rolloutLook } from "../rollout/rollout-looks.ts";

const CLOCK = "M6 2.5V6l2.5 1.5M11 6A5 5 0 1 1 1 6a5 5 0 0 1 10 0";
const SKIP = "M2 2.5L6 6 2 9.5M6.5 2.5L10.5 6l-4 3.5";

const LOOKS: Record<RunOutcome, Look> = {
  started: { ...statusLook("running"), word: "Started" },
  waiting: { word: "Waits its turn", tone: "idle", icon: CLOCK, isFilled: false },
  skipped: { word: "Skipped", tone: "idle", icon: SKIP, isFilled: false },
  missed: { word: "Missed", tone: "warn", icon: CLOCK, isFilled: false },
  failed: { ...statusLook("failed"), word: "Not started" },
};

/** How a run is shown: as what it started stands, or why there is nothing. */
export function runLook({ outcome, status, rolloutId }: ScheduleRun): Look {
  if (outcome !== "started" || status === null) return LOOKS[outcome];
  return rolloutId ? rolloutLook(status as RolloutStatus) : (statusLook(status as JobStatus) ?? LOOKS.started);
}
