import { reportError } from "@fieldline/worker-jobs/report-error";
import type { Context } from "hono";
import { version } from "../../../package.json";
import { ensureFirstAdmin } from "./auth/first-admin.ts";
import type { Env } from "./env.ts";
import { SetupError } from "./setup-error.ts";
import { ensureShippedLibrary } from "./shipped-library.ts";

/** What the newest migration makes: before it is there, nothing can be asked. */
const LAST_TABLE = "views";

/** Whether the server can serve: its tables are there and its sweeper is armed. */
export async function health(c: Context<{ Bindings: Env }>): Promise<Response> {
  try {
    const tables = await c.env.DB.prepare("SELECT count(*) AS found FROM sqlite_master WHERE name IN ('jobs', ?)")
      .bind(LAST_TABLE)
      .first<number>("found");
    if (tables !== 2) return unready(c, "The database is not ready: its migrations have not been applied.");
    await ensureFirstAdmin(c.env);
    await ensureShippedLibrary(c.env);
    await c.env.SCHEDULER.getByName("main").ensureArmed();
    return c.json({ ok: true, version });
  } catch (error) {
    if (error instanceof SetupError) return unready(c, error.message);
    reportError("health", error);
    return unready(c, "The database does not answer.");
  }
}

function unready(c: Context, reason: string): Response {
  return c.json({ ok: false, reason }, 503);
}
