import type { FeedFrame } from "@fieldline/domain/frames";
import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC, useTRPCClient } from "../api/trpc.ts";
import { readMeAnew } from "../session/me.ts";

export interface CatchUpOptions {
  api: ReturnType<typeof useTRPC>;
  client: ReturnType<typeof useTRPCClient>;
  cache: QueryClient;
  onFrame: (frame: FeedFrame) => void;
}

const LATEST = 100;
/** A job may be stored a moment after the time that it bears. */
const OVERLAP_MS = 10_000;

/**
 * Reads what has changed since `sinceMs` and gives it out as if the feed had told it, so that no row jumps. Who is
 * signed in is read too: the server closes the feed of one whose session has ended or whose role is another.
 */
export async function catchUp(sinceMs: number, { api, client, cache, onFrame }: CatchUpOptions): Promise<void> {
  readMeAnew(cache, api);
  const { items } = await client.jobs.list.query({ sort: "-updatedAt", limit: LATEST });
  for (const job of items.toReversed()) onFrame({ type: "job", job });
  const oldest = items.at(-1);
  const mayMissSome = items.length === LATEST && oldest !== undefined && oldest.updatedAt > sinceMs - OVERLAP_MS;
  if (mayMissSome) void cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() });
  void cache.invalidateQueries({ queryKey: api.alerts.list.pathKey() });
  void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
  void cache.invalidateQueries({ queryKey: api.rollouts.pathKey() });
  void cache.invalidateQueries({ queryKey: api.queues.pathKey() });
  void cache.invalidateQueries({ queryKey: api.jobs.stats.queryKey() });
}
