import { getReachableJob } from "@fieldline/api/read-job";
import { DomainError } from "@fieldline/domain/errors";
import { FEED_TOPICS, type FeedTopic } from "@fieldline/domain/frames";
import { refusalOf } from "@fieldline/domain/refusal";
import { asWatcher } from "@fieldline/worker-jobs/watcher";
import { type Context, Hono } from "hono";
import { type Bound, contextOf } from "./context.ts";
import { eventStream } from "./event-stream.ts";
import { mergedFeed } from "./merged-feed.ts";
import { refusal } from "./refusal.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Live sockets; who asks is checked here, by the rules of the procedures that read the same, before an object is touched. */
export const live = new Hono<Bound>()
  .get("/jobs/:id", async (c) => {
    const ctx = await contextOf(c);
    const id = c.req.param("id").toLowerCase();
    if (ctx.user && !uuid.test(id))
      throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.");
    const job = await getReachableJob(ctx, "jobs.get", id);
    if (!ctx.user) throw new DomainError("UNAUTHENTICATED", "Sign in first.");
    if (job.version === 0) await ctx.jobs.start(job, await ctx.config.read());
    const object = c.env.JOBS.getByName(id);
    const request = asWatcher(c.req.raw, { userId: ctx.user.id, seesOthers: ctx.user.seesOthers });
    if (isUpgrade(c)) return object.fetch(request);
    if (c.req.header("accept")?.includes("text/event-stream"))
      return eventStream(request, (upgrading) => object.fetch(upgrading));
    return refusal(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket, or ask with Accept: text/event-stream.");
  })
  .get("/feed", async (c) => {
    const { user } = await contextOf(c);
    const refused = refusalOf(user, "jobs.list");
    if (refused || !user)
      throw new DomainError(refused?.code ?? "UNAUTHENTICATED", refused?.message ?? "Sign in first.");
    const topics = [...new Set((c.req.query("topics") ?? "jobs").split(","))];
    const unknown = topics.find((topic) => !isTopic(topic));
    if (unknown !== undefined) {
      const message = `There is no topic "${unknown.slice(0, 40)}". The topics are ${FEED_TOPICS.join(", ")}.`;
      return refusal(c, 400, "INVALID_INPUT", message);
    }
    if (!isUpgrade(c)) return refusal(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket.");
    const request = asWatcher(c.req.raw, { userId: user.id, seesOthers: user.seesOthers });
    const [first, ...more] = topics.filter(isTopic).map((topic) => c.env.FEEDS.getByName(topic));
    if (first && more.length === 0) return first.fetch(request);
    return mergedFeed(request, [...(first ? [first] : []), ...more]);
  });

function isUpgrade(c: Context<Bound>): boolean {
  return c.req.header("upgrade")?.toLowerCase() === "websocket";
}

function isTopic(topic: string): topic is FeedTopic {
  return (FEED_TOPICS as readonly string[]).includes(topic);
}
