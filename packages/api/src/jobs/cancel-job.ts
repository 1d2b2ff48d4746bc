import { type GraphRow, readGraph } from "@fieldline/db/dependencies";
import { findJob } from "@fieldline/db/find-job";
import { parentsFirst } from "@fieldline/domain/dependency-graph";
import { DomainError } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import { reaches } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";
import { moveJob } from "./control-job.ts";

const MOST_DEPENDENTS = 500;

interface Cancelling {
  reason?: string | undefined;
  dependents: "follow" | "cancel";
}

/** Cancels a job; with what waits for it, those first, so that none of them starts or fails by its end. */
export async function cancelJob(ctx: SignedIn & { job: Job }, { reason, dependents }: Cancelling): Promise<Job> {
  const { job } = ctx;
  if (dependents === "cancel" && !isEnded(job.status)) await cancelDependents(ctx);
  return moveJob(ctx, { type: "cancel", reason: reason || null });
}

/** Those of others, whom the caller does not control, go by their own rule. */
async function cancelDependents(ctx: SignedIn & { job: Job }): Promise<void> {
  const { db, job, user } = ctx;
  const { nodes } = await readGraph(db, job.id, { limit: MOST_DEPENDENTS, directions: ["down"] });
  if (nodes.length > MOST_DEPENDENTS)
    throw new DomainError(
      "INVALID_INPUT",
      `More than ${MOST_DEPENDENTS} jobs wait for this one. Cancel those in bulk first, or let each go by its own rule.`,
      { issues: [{ path: "dependents", message: "Too many jobs wait for this one." }] },
    );
  const waiting = waitingFor(job.id, nodes);
  const theirs = waiting.filter(({ requesterId }) => requesterId && reaches(user, "control", requesterId));
  const order = parentsFirst(new Map(theirs.map(({ id, waitsFor }) => [id, waitsFor])));
  for (const id of order.reverse()) await cancelWith(ctx, id);
}

/** Those of the rows that wait for a job, or for one that waits for it. */
function waitingFor(id: string, rows: GraphRow[]): GraphRow[] {
  const held = new Set([id]);
  const waiting: GraphRow[] = [];
  // The nearest come first; but one may be near by one way and wait by a longer one.
  for (let found = true; found; ) {
    const more = rows.filter((row) => !held.has(row.id) && isOpen(row) && row.waitsFor.some((each) => held.has(each)));
    for (const row of more) held.add(row.id);
    waiting.push(...more);
    found = more.length > 0;
  }
  return waiting;
}

function isOpen({ status }: GraphRow): boolean {
  return status !== null && !isEnded(status);
}

async function cancelWith(ctx: SignedIn & { job: Job }, id: string): Promise<void> {
  const job = await findJob(ctx.db, id);
  if (!job) return;
  try {
    await moveJob({ ...ctx, job }, { type: "cancel", reason: `with ${ctx.job.name}` });
  } catch (error) {
    // It has ended by itself in between.
    if (!(error instanceof DomainError) || (error.code !== "JOB_ENDED" && error.code !== "JOB_NOT_FOUND")) throw error;
  }
}
