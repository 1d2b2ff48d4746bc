import type { BulkPlan } from "@fieldline/domain/bulk";
import { type BulkJob, NO_SUCH_JOB } from "@fieldline/domain/bulk-failures";
import { accessNow } from "@fieldline/domain/bulk-requester";
import type { Action } from "@fieldline/domain/permissions";
import { type Access, refusalOf } from "@fieldline/domain/refusal";
import { AUDITED_AS, actOn, type TakerCheck, takerCheckOf } from "./acts.ts";
import type { BulkStore, Waiting } from "./bulk-store.ts";
import type { BulkWorld } from "./world.ts";

/** Jobs whose rows are read together, by the rights of that moment. */
export const BATCH = 100;
/** Jobs that are spoken to at the same time: the others who use the server wait behind no more than these. */
const AT_ONCE = 8;
/** A job that does not answer so often is given up. */
const MOST_TRIES = 5;
const GIVEN_UP = "Fieldline could not do this: the job did not answer. Try it on the job's own page.";
const NOT_UNREVIEWED = "There is nothing to look at: it did not end badly, or somebody has looked at it.";

interface Parts {
  plan: BulkPlan;
  store: BulkStore;
  world: BulkWorld;
}

/** Does the next batch of a bulk. What could not be done for want of an answer stays in the list. */
export async function doBatch({ plan, store, world }: Parts, items: Waiting[]): Promise<void> {
  const { action, by } = plan;
  const ids = items.map(({ jobId }) => jobId);
  const begun = items.filter(({ tries }) => tries > 0).map(({ jobId }) => jobId);
  const [{ requester, jobs }, shown, done, checkTaker] = await Promise.all([
    world.readBatch(by, ids),
    world.readShown(),
    begun.length > 0 ? world.findDone({ ids: begun, requestId: by.request.id, action: AUDITED_AS[action] }) : NONE,
    takerCheckOf(plan, world),
  ]);
  const now = world.clock();
  const access = accessNow({ id: by.actor.id, ...requester, shown }, now);
  if (typeof access === "string") return store.end("aborted", { at: now, reason: access });
  const refused = refusalOf(access, `jobs.${action}` satisfies Action);
  if (refused) return store.end("aborted", { at: now, reason: refused.message });

  store.begin(items);
  const rest = items.filter(({ ordinal, jobId }) => {
    if (done.has(jobId)) store.settle(ordinal, null);
    return !done.has(jobId);
  });
  const batch = { plan, store, world, access, jobs, checkTaker };
  if (action === "review") await reviewAll(batch, rest);
  else await actOnAll(batch, rest);
}

const NONE: ReadonlySet<string> = new Set();

interface Batch extends Parts {
  access: Access;
  jobs: Map<string, BulkJob>;
  checkTaker: TakerCheck;
}

async function reviewAll({ plan, store, world }: Batch, items: Waiting[]): Promise<void> {
  const jobIds = items.map(({ jobId }) => jobId);
  const reviewed = new Set(await world.review(jobIds, plan));
  for (const { ordinal, jobId } of items) store.settle(ordinal, reviewed.has(jobId) ? null : NOT_UNREVIEWED);
}

async function actOnAll(batch: Batch, items: Waiting[]): Promise<void> {
  const rest = [...items];
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    // It may have been stopped while others had their turn.
    for (let next = rest.shift(); next && batch.store.isRunning(); next = rest.shift()) {
      await actOnOne(batch, next);
      await batch.world.letOthersIn();
    }
  });
  await Promise.all(lanes);
}

async function actOnOne({ access, jobs, ...parts }: Batch, { ordinal, jobId, tries }: Waiting): Promise<void> {
  const { plan, store, world } = parts;
  const job = jobs.get(jobId);
  const forbidden = job && refusalOf(access, `jobs.${plan.action}` satisfies Action, job);
  if (forbidden) return store.settle(ordinal, forbidden.message);
  try {
    const reason = job ? await actOn(job, parts) : NO_SUCH_JOB;
    // What was begun before a crash may be refused because it was done, and the audit tells of it in a moment.
    const isEcho = reason !== null && tries === 1;
    if (!isEcho) store.settle(ordinal, reason);
  } catch (error) {
    world.reportError(error);
    if (tries + 1 >= MOST_TRIES) store.settle(ordinal, GIVEN_UP);
  }
}
