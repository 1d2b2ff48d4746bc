import { readConfig } from "@fieldline/db/config";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { FEED_TOPICS, type FeedTopic } from "@fieldline/domain/frames";
import { type Context, Hono } from "hono";
import type { Env } from "./env.ts";
import { eventStream } from "./event-stream.ts";
import { jobsPort } from "./job-port.ts";
import { mergedFeed } from "./merged-feed.ts";

type Bound = { Bindings: Env };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Live sockets; who asks is checked here, before an object is touched. */
export const live = new Hono<Bound>()
  .get("/jobs/:id", async (c) => {
    const id = c.req.param("id");
    const db = openDatabase(c.env.DB);
    const job = uuid.test(id) ? await findJob(db, id) : undefined;
    if (!job) return refuse(c, 404, "JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.");
    if (job.version === 0) await jobsPort(c.env).start(job, await readConfig(db));
    const object = c.env.JOBS.getByName(id);
    if (isUpgrade(c)) return object.fetch(c.req.raw);
    if (c.req.header("accept")?.includes("text/event-stream"))
      return eventStream(c.req.raw, (request) => object.fetch(request));
    return refuse(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket, or ask with Accept: text/event-stream.");
  })
  .get("/feed", async (c) => {
    const topics = [...new Set((c.req.query("topics") ?? "jobs").split(","))];
    const unknown = topics.find((topic) => !isTopic(topic));
    if (unknown !== undefined)
      return refuse(
        c,
        400,
        "INVALID_INPUT",
        `There is no topic "${unknown}". The topics are ${FEED_TOPICS.join(", ")}.`,
      );
    if (!isUpgrade(c)) return refuse(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket.");
    const [first, ...more] = topics.filter(isTopic).map((topic) => c.env.FEEDS.getByName(topic));
    if (first && more.length === 0) return first.fetch(c.req.raw);
    return mergedFeed(c.req.raw, [...(first ? [first] : []), ...more]);
  });

function isUpgrade(c: Context<Bound>): boolean {
  return c.req.header("upgrade")?.toLowerCase() === "websocket";
}

function isTopic(topic: string): topic is FeedTopic {
  return (FEED_TOPICS as readonly string[]).includes(topic);
}

function refuse(c: Context<Bound>, status: 400 | 404 | 426, reason: string, message: string) {
  return c.json({ error: { message, data: { httpStatus: status, reason } } }, status);
}
