import { listJobs as listRows } from "@fieldline/db/list-jobs";
import type { Page } from "@fieldline/db/page";
import type { Job } from "@fieldline/domain/job";
import type { ListJobs } from "@fieldline/domain/list-jobs";
import type { SignedIn } from "../context.ts";
import { visibleFilter } from "./count-jobs.ts";

/** A page of jobs, the newest first unless asked otherwise. */
export async function listJobs(ctx: SignedIn, input: ListJobs): Promise<Page<Job>> {
  const visible = visibleFilter(ctx, input);
  return visible ? listRows(ctx.db, visible) : { items: [], nextCursor: null };
}
