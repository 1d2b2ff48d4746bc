import { openDatabase } from "@fieldline/db/database";
import { listPersonIds } from "@fieldline/db/people";
import { FEED_TOPICS } from "@fieldline/domain/frames";
import type { Env } from "./env.ts";

/** Closes every live socket of a person, or of everybody. Whoever still may watch connects again by themselves. */
export async function closeSocketsOf(env: Env, userId: string | null): Promise<void> {
  const userIds = userId === null ? await listPersonIds(openDatabase(env.DB)) : [userId];
  await Promise.allSettled([
    ...FEED_TOPICS.map((topic) => env.FEEDS.getByName(topic).closeSocketsOf(userId)),
    ...userIds.map((id) => closeJobSocketsOf(env, id)),
  ]);
}

async function closeJobSocketsOf(env: Env, userId: string): Promise<void> {
  const jobIds = await env.WATCHING.getByName(userId).take();
  await Promise.allSettled(jobIds.map((jobId) => env.JOBS.getByName(jobId).closeSocketsOf(userId)));
}
