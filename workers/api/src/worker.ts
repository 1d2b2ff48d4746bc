import { appRouter } from "@fieldline/api/router";
import { FeedObject } from "@fieldline/worker-jobs/feed-object";
import { JobObject } from "@fieldline/worker-jobs/job-object";
import { SchedulerObject } from "@fieldline/worker-jobs/scheduler-object";
import { trpcServer } from "@hono/trpc-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { contextOf } from "./context.ts";
import type { Env } from "./env.ts";
import { health } from "./health.ts";
import { live } from "./live.ts";
import { servePage } from "./pages.ts";
import { sameOrigin } from "./same-origin.ts";

export { FeedObject, JobObject, SchedulerObject };

const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH = 20;

const app = new Hono<{ Bindings: Env }>();
app.get("/healthz", health);
app.use(sameOrigin);
app.on(["PUT", "PATCH", "DELETE"], "/trpc/*", (c) => {
  const message = "Call a query with GET and a mutation with POST.";
  return c.json(
    { error: { message, data: { code: "METHOD_NOT_SUPPORTED", httpStatus: 405, reason: "METHOD_NOT_ALLOWED" } } },
    405,
  );
});
app.use("/trpc/*", async (c, next) => {
  await next();
  c.header("cache-control", "no-store");
});
app.use(
  "/trpc/*",
  bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => {
      const message = "The request's body is too large. Send 256 kB at most.";
      const data = { code: "PAYLOAD_TOO_LARGE", httpStatus: 413, reason: "INPUT_TOO_LARGE" };
      return c.json({ error: { message, data } }, 413);
    },
  }),
  trpcServer({
    endpoint: "/trpc",
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: (_options, c) => ({ ...contextOf(c.env, crypto.randomUUID()) }),
  }),
);
app.route("/live", live);
app.get("*", servePage);
app.notFound((c) => c.json({ error: { message: "There is nothing here.", data: { httpStatus: 404 } } }, 404));
app.onError((error, c) => {
  const requestId = crypto.randomUUID();
  console.error(`request ${requestId}:`, error);
  const message = `Something went wrong on our side. Try again; if it stays, report request ${requestId}.`;
  return c.json(
    { error: { message, data: { code: "INTERNAL_SERVER_ERROR", httpStatus: 500, reason: "INTERNAL" } } },
    500,
  );
});

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    await env.SCHEDULER.getByName("main").ensureArmed();
  },
} satisfies ExportedHandler<Env>;
