import { TARGET_STATES, type TargetState } from "@fieldline/domain/rollout";

/** What the address of a rollout's page holds: which of its devices are listed. */
export interface RolloutSearch {
  q?: string;
  state?: TargetState;
}

export function readRolloutSearch(raw: Record<string, unknown>): RolloutSearch {
  const state = TARGET_STATES.find((each) => each === raw.state);
  const q = typeof raw.q === "string" ? raw.q.trim().slice(0, 200) : "";
  return { ...(q && { q }), ...(state && { state }) };
}
