import type { Caller } from "@fieldline/domain/caller";
import { type Result, unwrap } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { Doing } from "@fieldline/domain/lifecycle";
import { callerOf, type SignedIn } from "../context.ts";
import { refuseGoneQueue } from "./assignee.ts";
import { presentJob } from "./read-job.ts";

/** Has the job's object act in the caller's name; an object that was never started is started first. */
export async function controlJob<T>(
  ctx: SignedIn & { job: Job },
  act: (id: string, by: Caller) => Promise<Result<T>>,
): Promise<T> {
  const { job } = ctx;
  if (job.version === 0) await ctx.jobs.start(job, await ctx.config.read());
  return unwrap(await act(job.id, callerOf(ctx)));
}

/** Removes a job that has ended and all that its object holds; gives it as it was. Throws JOB_NOT_ENDED. */
export async function deleteJob(ctx: SignedIn & { job: Job }): Promise<Job> {
  const job = await presentJob(ctx.jobs, ctx.job);
  await controlJob(ctx, ctx.jobs.remove);
  return job;
}

type Wanted = Doing extends infer Each ? (Each extends Doing ? Omit<Each, keyof Caller> : never) : never;

/** Moves the job by an event in the caller's name. Throws JOB_ENDED, ILLEGAL_TRANSITION. */
export function moveJob(ctx: SignedIn & { job: Job }, wanted: Wanted): Promise<Job> {
  return controlJob(ctx, (id, by) => ctx.jobs.control(id, { ...wanted, ...by } as Doing));
}

/** Has the job tried once more. Throws QUEUE_NOT_FOUND where the queue in which it would wait was deleted. */
export async function tryAgain(ctx: SignedIn & { job: Job }, wanted: Wanted): Promise<Job> {
  await refuseGoneQueue(ctx);
  return moveJob(ctx, wanted);
}
