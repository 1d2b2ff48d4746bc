import { findRolloutPlan } from "@fieldline/db/rollouts";
import { DomainError, type Result, unwrap } from "@fieldline/domain/errors";
import type { Rollout } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { SignedIn } from "../context.ts";

/** Has the rollout's object act in the caller's name; an object that was never started is started first. */
export async function controlRollout(ctx: SignedIn, id: string, act: () => Promise<Result<Rollout>>): Promise<Rollout> {
  const plan = await getPlan(ctx, id);
  if (plan.rollout.version === 0) await ctx.rollouts.start(plan);
  return unwrap(await act());
}

/** The rollout's row; throws ROLLOUT_NOT_FOUND. */
export async function getPlan({ db }: Pick<SignedIn, "db">, id: string): Promise<RolloutPlan> {
  const plan = await findRolloutPlan(db, id);
  if (!plan) throw new DomainError("ROLLOUT_NOT_FOUND", "There is no such rollout. Check its id.", { id });
  return plan;
}
