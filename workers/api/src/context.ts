import type { Context, DeviceCaller, User } from "@fieldline/api/context";
import { openDatabase } from "@fieldline/db/database";
import { configOf } from "@fieldline/worker-jobs/config";
import { QUEUES } from "@fieldline/worker-jobs/queues-object";
import { reportError } from "@fieldline/worker-jobs/report-error";
import { SCHEDULER } from "@fieldline/worker-jobs/scheduler-object";
import type { Context as HonoContext } from "hono";
import { v7 as uuidv7 } from "uuid";
import { addressOf } from "./address.ts";
import { secretOf } from "./auth/auth.ts";
import { deviceOfToken, isDeviceTokenLike } from "./auth/device-token.ts";
import { identify } from "./auth/identify.ts";
import { deviceKeyOf, secretsOf } from "./auth/secrets.ts";
import { bulksPort } from "./bulk-port.ts";
import { closeSocketsOf } from "./close-sockets.ts";
import { devicesPort } from "./device-port.ts";
import { doctorPort } from "./doctor-port.ts";
import type { Env } from "./env.ts";
import { jobsPort } from "./job-port.ts";
import { rolloutsPort } from "./rollout-port.ts";
import { originOf } from "./same-origin.ts";

export type Bound = {
  Bindings: Env;
  /** The cookie of a session that this request has prolonged; it goes with the answer. */
  Variables: { sessionCookie?: string };
};

/**
 * What a request may work with, in the name of whoever sends it; with `isFresh` by the settings of this very moment. A
 * prolonged session's cookie goes with the answer.
 */
export async function contextOf(c: HonoContext<Bound>, { isFresh = false } = {}): Promise<Context> {
  const requestId = crypto.randomUUID();
  return {
    ...portsOf(c.env),
    ...(await senderOf(c, isFresh)),
    request: { id: requestId, address: addressOf(c.req.raw) },
    origin: originOf(c),
    reportError: (error) => reportError(`request ${requestId}`, error),
  };
}

/** What the API works with, whoever asks. */
export function portsOf(env: Env): Omit<Context, "user" | "device" | "request" | "origin" | "reportError"> {
  return {
    db: openDatabase(env.DB),
    config: configOf(env),
    jobs: jobsPort(env),
    devices: devicesPort(env),
    rollouts: rolloutsPort(env),
    queues: { changed: (queue) => env.QUEUES.getByName(QUEUES).changed(queue) },
    scheduler: { changed: () => env.SCHEDULER.getByName(SCHEDULER).rearm() },
    bulks: bulksPort(env),
    doctor: doctorPort(env),
    publish: (topic, frames) => env.FEEDS.getByName(topic).publish(frames, null),
    secrets: secretsOf(secretOf(env)),
    limiter: { take: (key, window) => env.LIMITERS.getByName(key).take(window) },
    closeSocketsOf: (userId) => closeSocketsOf(env, userId),
    clock: () => Date.now(),
    newId: () => uuidv7(),
    randomSeed: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1,
  };
}

/** A device's token is known by its signature: whoever sends one is that device or nobody, and nothing is looked up. */
async function senderOf(
  c: HonoContext<Bound>,
  isFresh: boolean,
): Promise<{ user: User | null; device: DeviceCaller | null }> {
  const [, token = ""] = /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  if (!isDeviceTokenLike(token)) return { user: await userOf(c, isFresh), device: null };
  const id = await deviceOfToken(await deviceKeyOf(secretOf(c.env)), { token, now: Date.now() });
  return { user: null, device: id === undefined ? null : { id } };
}

async function userOf(c: HonoContext<Bound>, isFresh: boolean): Promise<User | null> {
  const db = openDatabase(c.env.DB);
  const config = configOf(c.env);
  const { user, setCookie } = await identify({
    env: c.env,
    db,
    url: c.req.url,
    headers: c.req.raw.headers,
    readAccess: async () => (isFresh ? (await config.readNow()).config : await config.read()).access,
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
  if (setCookie) c.set("sessionCookie", setCookie);
  return user;
}
