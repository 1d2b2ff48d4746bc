import { readJobStats } from "@fieldline/db/job-stats";
import { dayOf, endOfDay, startOfDay } from "@fieldline/domain/day";
import { onlyRequesterOf } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

/** The overview's figures and what the caller has used of the limits, by the day of the configured time zone. */
export async function readStats(ctx: SignedIn) {
  const now = ctx.clock();
  const { limits, timeZone } = await ctx.config.read();
  const today = { day: dayOf(now, timeZone), startsAt: startOfDay(now, timeZone) };
  const isOwnOnly = onlyRequesterOf(ctx.user) !== undefined;
  const { usedToday, ...stats } = await readJobStats(ctx.db, { now, today, requesterId: ctx.user.id, isOwnOnly });
  return { ...stats, limits: { ...limits, usedToday, resetsAt: endOfDay(now, timeZone), timeZone } };
}
