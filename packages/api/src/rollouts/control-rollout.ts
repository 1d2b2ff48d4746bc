import { findRolloutPlan } from "@fieldline/db/rollouts";
import { DomainError, type Result, unwrap } from "@fieldline/domain/errors";
import { reaches } from "@fieldline/domain/refusal";
import type { Rollout } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { SignedIn } from "../context.ts";

/** Has the rollout's object act in the caller's name; an object that was never started is started first. */
export async function controlRollout(ctx: SignedIn, id: string, act: () => Promise<Result<Rollout>>): Promise<Rollout> {
  const plan = await getPlan(ctx, id);
  if (plan.rollout.version === 0) await ctx.rollouts.start(plan);
  return unwrap(await act());
}

/** The rollout's row where the caller may see its jobs; throws ROLLOUT_NOT_FOUND, FORBIDDEN. */
export async function getPlan({ db, user }: Pick<SignedIn, "db" | "user">, id: string): Promise<RolloutPlan> {
  const plan = await findRolloutPlan(db, id);
  if (!plan) throw new DomainError("ROLLOUT_NOT_FOUND", "There is no such rollout. Check its id.", { id });
  if (reaches(user, "read", plan.rollout.requesterId)) return plan;
  throw new DomainError(
    "FORBIDDEN",
    "This rollout is somebody else's. You see your own; an administrator can show you all of them under Settings → Access.",
  );
}
