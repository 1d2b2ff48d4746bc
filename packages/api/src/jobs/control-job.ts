import { readConfig } from "@fieldline/db/config";
import { type Result, unwrap } from "@fieldline/domain/errors";
import type { Actor } from "@fieldline/domain/job";
import { actorOf, type Context } from "../context.ts";
import { getJobRow } from "./read-job.ts";

/** Has the job's object act in the caller's name; an object that was never started is started first. */
export async function controlJob<T>(
  ctx: Context,
  id: string,
  act: (id: string, actor: Actor) => Promise<Result<T>>,
): Promise<T> {
  const row = await getJobRow(ctx, id);
  if (row.version === 0) await ctx.jobs.start(row, await readConfig(ctx.db));
  return unwrap(await act(id, actorOf(ctx)));
}
