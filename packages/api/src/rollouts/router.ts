import { listRollouts } from "@fieldline/db/rollouts";
import { onlyRequesterOf } from "@fieldline/domain/refusal";
import {
  cancelRolloutInput,
  createRolloutInput,
  executionsInput,
  listRolloutsInput,
  rolloutIdInput,
} from "@fieldline/domain/rollouts-input";
import { callerOf } from "../context.ts";
import { procedure, router } from "../trpc.ts";
import { controlRollout, getPlan } from "./control-rollout.ts";
import { createRollout } from "./create-rollout.ts";
import { readRollout } from "./read-rollout.ts";

export const rolloutsRouter = router({
  list: procedure
    .input(listRolloutsInput)
    .query(({ ctx, input }) => listRollouts(ctx.db, { ...input, requesterId: onlyRequesterOf(ctx.user) })),
  get: procedure.input(rolloutIdInput).query(({ ctx, input }) => readRollout(ctx, input.id)),
  create: procedure.input(createRolloutInput).mutation(({ ctx, input }) => createRollout(ctx, input)),
  cancel: procedure
    .input(cancelRolloutInput)
    .mutation(({ ctx, input: { id, force, reason } }) =>
      controlRollout(ctx, id, () => ctx.rollouts.cancel(id, callerOf(ctx), { force, reason: reason || null })),
    ),
  retryFailed: procedure
    .input(rolloutIdInput)
    .mutation(({ ctx, input: { id } }) => controlRollout(ctx, id, () => ctx.rollouts.retryFailed(id, callerOf(ctx)))),
  executions: procedure.input(executionsInput).query(async ({ ctx, input: { id, ...asked } }) => {
    await getPlan(ctx, id);
    return ctx.rollouts.executions(id, { ...asked, search: asked.search || undefined });
  }),
});
