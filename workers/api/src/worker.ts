import { RequestFailed } from "@fieldline/api/describe-error";
import { appRouter } from "@fieldline/api/router";
import { DomainError, TRPC_CODE } from "@fieldline/domain/errors";
import { BulkObject } from "@fieldline/worker-jobs/bulk-object";
import { DeviceObject } from "@fieldline/worker-jobs/device-object";
import { FeedObject } from "@fieldline/worker-jobs/feed-object";
import { JobObject } from "@fieldline/worker-jobs/job-object";
import { LimiterObject } from "@fieldline/worker-jobs/limiter-object";
import { QueuesObject } from "@fieldline/worker-jobs/queues-object";
import { reportError } from "@fieldline/worker-jobs/report-error";
import { RolloutObject } from "@fieldline/worker-jobs/rollout-object";
import { SCHEDULER } from "@fieldline/worker-jobs/scheduler-object";
import { WatchingObject } from "@fieldline/worker-jobs/watching-object";
import { trpcServer } from "@hono/trpc-server";
import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { ensureFirstAdmin } from "./auth/first-admin.ts";
import { authRoutes } from "./auth/routes.ts";
import { type Bound, contextOf } from "./context.ts";
import type { Env } from "./env.ts";
import { exportRoutes } from "./export/routes.ts";
import { health } from "./health.ts";
import { live } from "./live.ts";
import { servePage } from "./pages.ts";
import { refusal } from "./refusal.ts";
import { sameOrigin } from "./same-origin.ts";
import { SchedulerObject } from "./scheduler-object.ts";
import { securityHeaders } from "./security-headers.ts";
import { ensureShippedLibrary } from "./shipped-library.ts";

export {
  BulkObject,
  DeviceObject,
  FeedObject,
  JobObject,
  LimiterObject,
  QueuesObject,
  RolloutObject,
  SchedulerObject,
  WatchingObject,
};

const MAX_BODY_BYTES = 256 * 1024;
const MAX_BATCH = 20;

const app = new Hono<Bound>();
app.use(securityHeaders);
app.get("/healthz", health);
app.use(sameOrigin);
app.on(["PUT", "PATCH", "DELETE"], "/trpc/*", (c) => {
  return refusal(c, 405, "METHOD_NOT_ALLOWED", "Call a query with GET and a mutation with POST.");
});
for (const path of ["/trpc/*", "/auth/*", "/api/*", "/live/*"])
  app.use(path, async (c, next) => {
    await next();
    if (c.res.status === 101) return;
    c.header("cache-control", "no-store");
    const sessionCookie = c.get("sessionCookie");
    if (sessionCookie) c.header("set-cookie", sessionCookie, { append: true });
  });
app.use(
  bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: (c) => refusal(c, 413, "INPUT_TOO_LARGE", "The request's body is too large. Send 256 kB at most."),
  }),
);
app.route("/auth", authRoutes);
app.use(
  "/trpc/*",
  trpcServer({
    endpoint: "/trpc",
    router: appRouter,
    maxBatchSize: MAX_BATCH,
    createContext: async (_options, c) => ({ ...(await contextOrFailure(c)) }),
  }),
);
app.route("/live", live);
app.route("/api/v1", exportRoutes);
app.get("*", servePage);
app.notFound((c) => c.json({ error: { message: "There is nothing here.", data: { httpStatus: 404 } } }, 404));
app.onError((error, c) => {
  if (error instanceof DomainError) return refusal(c, statusOf(error), error.code, error.message);
  const requestId = crypto.randomUUID();
  reportError(`request ${requestId}`, error);
  const message = `Something went wrong on our side. Try again; if it stays, report request ${requestId}.`;
  return refusal(c, 500, "INTERNAL", message);
});

async function contextOrFailure(c: Context<Bound>) {
  try {
    return await contextOf(c);
  } catch (error) {
    const requestId = crypto.randomUUID();
    reportError(`request ${requestId}`, error);
    throw new RequestFailed(requestId);
  }
}

function statusOf(error: DomainError): ContentfulStatusCode {
  return getHTTPStatusCodeFromError(new TRPCError({ code: TRPC_CODE[error.code] })) as ContentfulStatusCode;
}

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    await ensureFirstAdmin(env);
    await ensureShippedLibrary(env);
    await env.SCHEDULER.getByName(SCHEDULER).ensureArmed();
  },
} satisfies ExportedHandler<Env>;
