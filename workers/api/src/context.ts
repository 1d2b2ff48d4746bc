import type { Context } from "@fieldline/api/context";
import { openDatabase } from "@fieldline/db/database";
import { v7 as uuidv7 } from "uuid";
import type { Env } from "./env.ts";
import { jobsPort } from "./job-port.ts";

/** Until people sign in, every request acts as this one; the server therefore answers on loopback only. */
const LOCAL_ADMIN = { id: "local-admin", name: "Local administrator", role: "admin" } as const;

export function contextOf(env: Env, requestId: string): Context {
  const db = openDatabase(env.DB);
  return {
    db,
    jobs: jobsPort(env),
    clock: () => Date.now(),
    newId: () => uuidv7(),
    randomSeed: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) >>> 1,
    user: LOCAL_ADMIN,
    requestId,
    reportError: (error) => console.error(`request ${requestId}:`, error),
  };
}
