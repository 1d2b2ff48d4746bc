import { readConfig } from "@fieldline/db/config";
import { readJobStats } from "@fieldline/db/job-stats";
import type { Context } from "../context.ts";

const DAY_MS = 86_400_000;

/** The overview's figures and what the caller has used of the limits. The day is UTC's. */
export async function readStats(ctx: Context) {
  const now = ctx.clock();
  const [{ usedToday, ...stats }, { limits }] = await Promise.all([
    readJobStats(ctx.db, { now, requesterId: ctx.user.id }),
    readConfig(ctx.db),
  ]);
  const resetsAt = (Math.floor(now / DAY_MS) + 1) * DAY_MS;
  return { ...stats, limits: { ...limits, usedToday, resetsAt } };
}
