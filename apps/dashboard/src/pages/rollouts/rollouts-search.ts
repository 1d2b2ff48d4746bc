import { ROLLOUT_STATUSES, type RolloutStatus } from "@fieldline/domain/rollout";

/** What the address of the rollouts holds. */
export interface RolloutsSearch {
  status?: RolloutStatus;
}

export function readRolloutsSearch(raw: Record<string, unknown>): RolloutsSearch {
  const status = ROLLOUT_STATUSES.find((each) => each === raw.status);
  return status ? { status } : {};
}
