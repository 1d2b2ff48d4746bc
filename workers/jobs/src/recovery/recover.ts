import { openDatabase } from "@fieldline/db/database";
import type { Finding } from "@fieldline/domain/finding";
import type { JobsEnv } from "../env.ts";
import { findWrongCounters } from "./counters.ts";
import { mendAll } from "./mend.ts";
import { findLeakedSlots } from "./slots.ts";
import { survey } from "./survey.ts";
import { isAtEnd, nextPage, type Place, START } from "./walk.ts";

const PAGE = 200;
/** A walk over all open jobs begins no sooner than this after the one before it began. */
const WALK_EVERY_MS = 300_000;

/** How far the recovery has come. */
export interface Walk extends Place {
  beganAt: number;
}

/** What keeps the walk between sweeps: an object's storage, or nothing more than this isolate's memory. */
type Kept = Pick<DurableObjectStorage, "get" | "put">;
const KEY = "recovery.walk";
let remembered: Walk | undefined;

/**
 * One sweep of the recovery: the places that nobody makes use of, and the next page of the open jobs; what it finds it
 * puts right. Gives what it put right.
 */
export async function recover(env: JobsEnv, now: number, kept?: Kept): Promise<Finding[]> {
  const reach = { db: openDatabase(env.DB), env };
  const mended = await mendAll(reach, await findLeakedSlots(reach, now), now);
  const walk = (kept ? await kept.get<Walk>(KEY) : remembered) ?? { ...START, beganAt: now };
  const isResting = isAtEnd(walk) && now < walk.beganAt + WALK_EVERY_MS && now >= walk.beganAt;
  if (isResting) return mended;
  const from = isAtEnd(walk) ? { ...START, beganAt: now } : walk;
  const { rows, place } = await nextPage(reach.db, from, PAGE);
  mended.push(...(await mendAll(reach, await survey(reach, rows, now), now)));
  if (isAtEnd(place)) mended.push(...(await mendAll(reach, await findWrongCounters(reach), now)));
  remembered = { ...place, beganAt: from.beganAt };
  await kept?.put(KEY, remembered);
  return mended;
}
