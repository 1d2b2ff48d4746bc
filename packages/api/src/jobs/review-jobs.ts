import { reviewJobs as markRows } from "@fieldline/db/review";
import type { Review } from "@fieldline/domain/bulk-input";
import { callerOf, type SignedIn } from "../context.ts";

/** Marks jobs that ended badly as looked at; says how many were not yet. */
export async function reviewJobs(ctx: SignedIn, { ids, reason }: Review): Promise<{ count: number }> {
  const jobs = ids.map((id) => ({ id, entryId: ctx.newId() }));
  const reviewed = await markRows(ctx.db, { jobs, at: ctx.clock(), by: callerOf(ctx), reason: reason || null });
  return { count: reviewed.length };
}
