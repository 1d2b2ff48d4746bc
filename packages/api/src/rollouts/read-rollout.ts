import type { RolloutDetail } from "@fieldline/domain/rollout";
import type { SignedIn } from "../context.ts";
import { getPlan } from "./control-rollout.ts";

/** The rollout as its object knows it, or as its row does where that was never started. Throws ROLLOUT_NOT_FOUND. */
export async function readRollout(ctx: SignedIn, id: string): Promise<RolloutDetail> {
  const { rollout } = await getPlan(ctx, id);
  return (await ctx.rollouts.describe(id)) ?? { ...rollout, timeline: [], failures: [] };
}
