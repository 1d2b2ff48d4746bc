import type { OwedEffect } from "./outbox.ts";
import type { World } from "./world.ts";

/** Carries out, in their order, what is owed to the job's device and to its rollout. */
export async function tellOthers(world: World, effects: OwedEffect[]): Promise<void> {
  for (const [at, effect] of effects.entries())
    if (!isOutdated(effect, effects.slice(at + 1))) await tell(world, effect);
}

/** Carries out what takes the row as it is now: whoever hears of a place in a queue, or of an end, looks there next. */
export async function tellOfRow(world: World, id: string, effects: OwedEffect[]): Promise<void> {
  const queues = new Set(effects.flatMap((effect) => ("queue" in effect ? [effect.queue] : [])));
  for (const queue of queues) await world.tellQueue(queue);
  if (effects.some(({ type }) => type === "askDependencies")) await world.askDependencies(id);
  for (const effect of effects) if (effect.type === "tellDependents") await world.tellDependents(effect.dependency);
}

/** Of an attempt that only got on since, its rollout need not hear twice. */
function isOutdated(effect: OwedEffect, later: OwedEffect[]): boolean {
  if (effect.type !== "outcome") return false;
  const { status, attempt } = effect.outcome;
  return later.some(
    (each) => each.type === "outcome" && each.outcome.status === status && each.outcome.attempt === attempt,
  );
}

function tell(world: World, effect: OwedEffect): Promise<void> {
  switch (effect.type) {
    case "offer":
      return world.offer(effect.deviceId, effect.offer);
    case "withdraw":
      return world.withdraw(effect.deviceId, { jobId: effect.jobId, attempt: effect.attempt });
    case "control":
      return world.control(effect.deviceId, effect.control);
    case "outcome":
      return world.tellRollout(effect.rolloutId, effect.outcome);
    default:
      return Promise.resolve();
  }
}
