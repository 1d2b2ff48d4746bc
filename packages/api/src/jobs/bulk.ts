import { findDevice } from "@fieldline/db/find-device";
import { countJobs, jobIdsOf } from "@fieldline/db/job-filter-ids";
import { type Bulk, MAX_BULK_JOBS } from "@fieldline/domain/bulk";
import type { BulkInput } from "@fieldline/domain/bulk-input";
import { DomainError } from "@fieldline/domain/errors";
import type { Assignee } from "@fieldline/domain/lifecycle";
import type { Action } from "@fieldline/domain/permissions";
import { refusalOf } from "@fieldline/domain/refusal";
import { callerOf, type SignedIn } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { getQueue } from "./assignee.ts";
import { visibleFilter } from "./count-jobs.ts";

/** More than anybody asks for by hand. */
const BULKS = { limit: 30, windowMs: 60_000 };

/**
 * Has one action done with many jobs, each by the rule of that very action. Throws FORBIDDEN, COUNT_CHANGED,
 * INVALID_INPUT, RATE_LIMITED, and what a reassignment says of a queue or a device that is not there.
 */
export async function startBulk(ctx: SignedIn, input: BulkInput): Promise<{ bulkId: string; count: number }> {
  const { action, reason, priority = null } = input;
  const refused = refusalOf(ctx.user, `jobs.${action}` satisfies Action);
  if (refused) throw new DomainError(refused.code, refused.message);
  const to = action === "reassign" ? await assigneeOf(ctx, input) : null;
  const jobIds = input.ids ?? (await takeIds(ctx, input));
  await takePlace(ctx, `bulks:${ctx.user.id}`, BULKS);
  const id = ctx.newId();
  const plan = { id, action, reason: reason || null, priority, to, by: callerOf(ctx), createdAt: ctx.clock() };
  const about = {
    ...(input.filter && { filter: input.filter }),
    ...(priority !== null && { priority }),
    ...(to && { to }),
  };
  const { total } = await ctx.bulks.start(plan, { jobIds, about });
  return { bulkId: id, count: total };
}

/** The jobs that a filter matches at this moment: as many as were expected, or none are touched. */
async function takeIds(ctx: SignedIn, { filter = {}, expectedCount }: BulkInput): Promise<string[]> {
  const visible = visibleFilter(ctx, filter);
  const ids = visible ? await jobIdsOf(ctx.db, visible, MAX_BULK_JOBS + 1) : [];
  if (ids.length === expectedCount) return ids;
  const count = visible && ids.length > MAX_BULK_JOBS ? await countJobs(ctx.db, visible) : ids.length;
  const words = count === 1 ? "1 job matches" : `${count.toLocaleString("en-US")} jobs match`;
  const message = `${words} the filter now, not ${expectedCount?.toLocaleString("en-US")}. Look at them again, then repeat.`;
  throw new DomainError("COUNT_CHANGED", message, { count });
}

async function assigneeOf(ctx: SignedIn, { deviceId, queue }: BulkInput): Promise<Assignee> {
  if (deviceId === undefined) return { queue: (await getQueue(ctx, { name: queue ?? "", path: "queue" })).name };
  const device = await findDevice(ctx.db, deviceId);
  if (device?.revokedAt === null) return { device: { id: device.id, name: device.name } };
  const message = "There is no such device, or it was revoked. Choose one that is enrolled.";
  throw new DomainError("DEVICE_NOT_FOUND", message, { issues: [{ path: "deviceId", message }] });
}

/** How far one's own bulk is; an administrator's anybody's. Throws BULK_NOT_FOUND. */
export async function readBulk(ctx: SignedIn, bulkId: string): Promise<Bulk> {
  const bulk = await ctx.bulks.describe(bulkId);
  if (bulk && (bulk.requesterId === ctx.user.id || ctx.user.role === "admin")) return bulk;
  const message = "There is no such bulk. One that is over is kept for 7 days; check its id.";
  throw new DomainError("BULK_NOT_FOUND", message, { id: bulkId });
}

/** Stops a bulk where it is; one that is over stays as it is. Throws BULK_NOT_FOUND. */
export async function abortBulk(ctx: SignedIn, bulkId: string): Promise<Bulk> {
  const bulk = await readBulk(ctx, bulkId);
  return (await ctx.bulks.abort(bulkId, callerOf(ctx))) ?? bulk;
}
