import { listJobs as listRows } from "@fieldline/db/list-jobs";
import type { Page } from "@fieldline/db/page";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { type ListJobs, MIN_SEARCH_LENGTH } from "@fieldline/domain/list-jobs";
import { onlyRequesterOf } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

/** A page of jobs, the newest first unless asked otherwise. */
export async function listJobs(ctx: SignedIn, input: ListJobs): Promise<Page<Job>> {
  const search = input.search?.trim();
  if (search && [...search].length < MIN_SEARCH_LENGTH) {
    const message = `Search for ${MIN_SEARCH_LENGTH} characters or more.`;
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "search", message }] });
  }
  const only = onlyRequesterOf(ctx.user);
  if (only !== undefined && (input.requesterId ?? only) !== only) return { items: [], nextCursor: null };
  return listRows(ctx.db, { ...input, search: search || undefined, ...(only !== undefined && { requesterId: only }) });
}
