import { ROLLOUT_STATUSES, type RolloutStatus } from "@fieldline/domain/rollout";

/** What the address of the rollouts holds. */
export interface RolloutsSearch {
  status?: RolloutStatus;
}

/** Reads an address that anyone may have typed: what is not understood is dropped. */
export function readRolloutsSearch(raw: Record<string, unknown>): RolloutsSearch {
  return { status: ROLLOUT_STATUSES.find((each) => each === raw.status) };
}
