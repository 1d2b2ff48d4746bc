import { listJobs as listRows } from "@fieldline/db/list-jobs";
import type { Page } from "@fieldline/db/page";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { type ListJobs, MIN_SEARCH_LENGTH } from "@fieldline/domain/list-jobs";
import type { Context } from "../context.ts";

/** A page of jobs, the newest first unless asked otherwise. */
export async function listJobs(ctx: Context, input: ListJobs): Promise<Page<Job>> {
  const search = input.search?.trim();
  if (search && [...search].length < MIN_SEARCH_LENGTH) {
    const message = `Search for ${MIN_SEARCH_LENGTH} characters or more.`;
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "search", message }] });
  }
  return listRows(ctx.db, { ...input, search: search || undefined });
}
