import type { Owed, OwedEffect } from "./outbox.ts";
import type { World } from "./world.ts";

/** Carries out, in their order, what is owed to the job's device and to its rollout. */
export async function tellOthers(world: World, effects: OwedEffect[]): Promise<void> {
  for (const [at, effect] of effects.entries())
    if (!isOutdated(effect, effects.slice(at + 1))) await tell(world, effect);
}

/** Tells of places in queues, when the row shows them: whoever hears of one looks there next. */
export async function tellQueues(world: World, effects: OwedEffect[]): Promise<void> {
  const queues = new Set(effects.flatMap((effect) => ("queue" in effect ? [effect.queue] : [])));
  for (const queue of queues) await world.tellQueue(queue);
}

/** A job that cannot be reached is tried so often, over some minutes; then the recovery's walk finds what it misses. */
const MOST_TRIES = 8;

interface Related {
  id: string;
  owed: Owed[];
  /** The jobs that wait for this one. */
  dependents: string[];
}

/** Asks and tells the jobs that wait for one another. It comes last, so that one out of reach holds up nothing else. */
export async function tellRelated(world: World, { id, owed, dependents }: Related): Promise<void> {
  for (const { effect, attempts } of owed) {
    try {
      if (effect.type === "askDependencies") await world.askDependencies(id);
      if (effect.type === "tellDependents" && dependents.length > 0)
        await world.tellDependents({ dependency: effect.dependency, dependents });
    } catch (error) {
      if (attempts + 1 < MOST_TRIES) throw error;
      world.reportError(error);
    }
  }
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
