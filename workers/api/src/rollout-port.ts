import type { RolloutsPort } from "@fieldline/api/context";
import { unwrap } from "@fieldline/domain/errors";
import type { Env } from "./env.ts";

/** The rollouts' objects behind the API's port. */
export function rolloutsPort(env: Env): RolloutsPort {
  const object = (id: string) => env.ROLLOUTS.getByName(id);
  return {
    start: (plan) => object(plan.rollout.id).start(plan),
    describe: (id) => object(id).describe(),
    cancel: (id, by, options) => object(id).cancel(by, options),
    retryFailed: (id, by) => object(id).retryFailed(by),
    executions: async (id, asked) => unwrap(await object(id).executions(asked)),
  };
}
