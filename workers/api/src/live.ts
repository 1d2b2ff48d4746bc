import type { SignedIn } from "@fieldline/api/context";
import { getReachableJob } from "@fieldline/api/read-job";
import { DomainError } from "@fieldline/domain/errors";
import { FEED_TOPICS, type FeedTopic } from "@fieldline/domain/frames";
import { refusalOf } from "@fieldline/domain/refusal";
import { asWatcher } from "@fieldline/worker-jobs/watcher";
import { type Context, Hono } from "hono";
import { type Bound, contextOf } from "./context.ts";
import { eventStream } from "./event-stream.ts";
import { liveDevice } from "./live-device.ts";
import { mergedFeed } from "./merged-feed.ts";
import { refusal } from "./refusal.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Live sockets; who asks is checked here, by the rules of the procedures that read the same, before an object is touched. */
export const live = new Hono<Bound>()
  .route("/", liveDevice)
  .get("/jobs/:id", async (c) => {
    const ctx = await signedIn(c);
    const id = c.req.param("id").toLowerCase();
    if (!uuid.test(id))
      throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.");
    const job = await getReachableJob(ctx, "jobs.get", id);
    if (job.version === 0) await ctx.jobs.start(job, await ctx.config.read());
    const object = c.env.JOBS.getByName(id);
    const request = asWatcher(c.req.raw, { userId: ctx.user.id, seesOthers: ctx.user.seesOthers });
    const isStream = !isUpgrade(c) && c.req.header("accept")?.includes("text/event-stream");
    if (!isUpgrade(c) && !isStream)
      return refusal(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket, or ask with Accept: text/event-stream.");
    await c.env.WATCHING.getByName(ctx.user.id).note(id);
    const opened = isStream
      ? await eventStream(request, (upgrading) => object.fetch(upgrading))
      : await object.fetch(request);
    return stillAllowed(
      opened,
      async () => void (await getReachableJob(await signedIn(c), "jobs.get", id)),
      () => object.closeSocketsOf(ctx.user.id),
    );
  })
  .get("/feed", async (c) => {
    const { user } = await signedIn(c);
    const topics = [...new Set((c.req.query("topics") ?? "jobs").split(","))];
    const unknown = topics.find((topic) => !isTopic(topic));
    if (unknown !== undefined) {
      const message = `There is no topic "${unknown.slice(0, 40)}". The topics are ${FEED_TOPICS.join(", ")}.`;
      return refusal(c, 400, "INVALID_INPUT", message);
    }
    if (!isUpgrade(c)) return refusal(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket.");
    const request = asWatcher(c.req.raw, { userId: user.id, seesOthers: user.seesOthers });
    const feeds = topics.filter(isTopic).map((topic) => c.env.FEEDS.getByName(topic));
    const [only, ...more] = feeds;
    const opened = only && more.length === 0 ? await only.fetch(request) : await mergedFeed(request, feeds);
    return stillAllowed(
      opened,
      async () => {
        if ((await signedIn(c)).user.seesOthers !== user.seesOthers)
          throw new DomainError("FORBIDDEN", "What you may see has just changed. Connect again.");
      },
      async () => void (await Promise.all(feeds.map((feed) => feed.closeSocketsOf(user.id)))),
    );
  });

/** Who asks, by the settings of this moment: a socket keeps what was found when it opened. */
async function signedIn(c: Context<Bound>): Promise<SignedIn> {
  const ctx = await contextOf(c, { isFresh: true });
  const refused = refusalOf(ctx.user, "jobs.list");
  if (refused || !ctx.user)
    throw new DomainError(refused?.code ?? "UNAUTHENTICATED", refused?.message ?? "Sign in first.");
  return { ...ctx, user: ctx.user };
}

/** Asks again once the socket is there: a right that went while it was opened found no socket to close. */
async function stillAllowed(opened: Response, ask: () => Promise<void>, close: () => Promise<void>): Promise<Response> {
  try {
    await ask();
    return opened;
  } catch (error) {
    await close();
    throw error;
  }
}

function isUpgrade(c: Context<Bound>): boolean {
  return c.req.header("upgrade")?.toLowerCase() === "websocket";
}

function isTopic(topic: string): topic is FeedTopic {
  return (FEED_TOPICS as readonly string[]).includes(topic);
}
