import type { RolloutStatus, TargetState } from "@fieldline/domain/rollout";
import { type Look, statusLook } from "@fieldline/ui/status";

const STOP = "M3 2.5h6v7H3z";
const waiting: Look = {
  word: "Waiting",
  tone: "idle",
  icon: "M6 2.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7",
  isFilled: false,
};

const STATUSES: Record<RolloutStatus, Look> = {
  running: statusLook("running"),
  completed: statusLook("completed"),
  aborted: { word: "Stopped by a rule", tone: "bad", icon: STOP, isFilled: true },
  cancelled: statusLook("cancelled"),
};

const STATES: Record<TargetState, Look> = {
  waiting,
  notified: { ...statusLook("assigned"), word: "Told" },
  running: statusLook("running"),
  completed: statusLook("completed"),
  failed: statusLook("failed"),
  timed_out: statusLook("timed_out"),
  rejected: statusLook("rejected"),
  cancelled: { ...statusLook("cancelled"), word: "Left out" },
};

export const rolloutLook = (status: RolloutStatus): Look => STATUSES[status] ?? waiting;
export const targetLook = (state: TargetState): Look => STATES[state] ?? waiting;
