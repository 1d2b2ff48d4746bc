import { releaseClaim } from "@fieldline/db/claim";
import { type Holding, listIdleHolders } from "@fieldline/db/recovery";
import { type Finding, finding, LATE_MS, type Standing } from "@fieldline/domain/finding";
import { QUEUES } from "../queue/queues-object.ts";
import { type Reach, standingOf } from "./survey.ts";

/** A place in a queue that nobody makes use of. */
export interface Leaked extends Finding {
  holding: Holding;
}

/** The places that are held by jobs that are not under way, though there was time enough to begin. */
export async function findLeakedSlots({ db, env }: Reach, now: number): Promise<Leaked[]> {
  const leaked: Leaked[] = [];
  for (const holding of await listIdleHolders(db, now - LATE_MS)) {
    const standing = await standingOf(env, holding.id);
    if (standing === "unreachable" || isUnderWay(standing, holding)) continue;
    const words = `It holds a place in ${holding.queue} and is not under way.`;
    leaked.push({ ...finding("slot_leaked", { ...holding, words }), holding });
  }
  return leaked;
}

/** Gives the place back, once its holder can no longer begin by it. */
export async function freeSlot({ db, env }: Reach, { holding }: Leaked): Promise<boolean> {
  const { id: jobId, holderId: deviceId, heldAttempt: attempt, queue } = holding;
  const object = env.JOBS.getByName(jobId);
  await env.DEVICES.getByName(deviceId).withdraw({ jobId, attempt });
  const standing = await object.standing();
  if (isUnderWay(standing, holding)) return false;
  await releaseClaim(db, { jobId, attempt, deviceId });
  if (standing)
    await object.note(`Recovered: it held a place in ${queue} and was not under way; the place is free again`);
  await env.QUEUES.getByName(QUEUES).changed(queue);
  return true;
}

function isUnderWay(standing: Standing | undefined, { heldAttempt }: Holding): boolean {
  if (standing?.attempt !== heldAttempt) return false;
  return standing.status === "running" || standing.status === "paused";
}
