import { openDatabase } from "@fieldline/db/database";
import { listOpenJobIds } from "@fieldline/db/find-job";
import { FEED_TOPICS } from "@fieldline/domain/frames";
import type { Env } from "./env.ts";

/**
 * Closes every live socket of a person, or of everybody: of the feeds, and of each job that is not over, since only
 * those keep sockets. Whoever still may watch connects again by themselves.
 */
export async function closeSocketsOf(env: Env, userId: string | null): Promise<void> {
  const ids = await listOpenJobIds(openDatabase(env.DB));
  await Promise.allSettled([
    ...FEED_TOPICS.map((topic) => env.FEEDS.getByName(topic).closeSocketsOf(userId)),
    ...ids.map((id) => env.JOBS.getByName(id).closeSocketsOf(userId)),
  ]);
}
