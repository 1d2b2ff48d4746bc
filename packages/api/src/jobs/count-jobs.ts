import { countJobs as countRows } from "@fieldline/db/job-filter-ids";
import type { JobFilter } from "@fieldline/domain/bulk-input";
import { DomainError } from "@fieldline/domain/errors";
import { MIN_SEARCH_LENGTH } from "@fieldline/domain/list-jobs";
import { onlyRequesterOf } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

/** A filter narrowed to the jobs that the caller sees; undefined where that leaves none. Throws INVALID_INPUT. */
export function visibleFilter<Filter extends JobFilter>(
  { user }: Pick<SignedIn, "user">,
  filter: Filter,
): Filter | undefined {
  const search = filter.search?.trim();
  if (search && [...search].length < MIN_SEARCH_LENGTH) {
    const message = `Search for ${MIN_SEARCH_LENGTH} characters or more.`;
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "search", message }] });
  }
  const only = onlyRequesterOf(user);
  if (only !== undefined && (filter.requesterId ?? only) !== only) return undefined;
  return { ...filter, search: search || undefined, ...(only !== undefined && { requesterId: only }) };
}

/** How many jobs that the caller sees meet a filter, exactly. */
export async function countJobs(ctx: SignedIn, filter: JobFilter): Promise<{ count: number }> {
  const visible = visibleFilter(ctx, filter);
  return { count: visible ? await countRows(ctx.db, visible) : 0 };
}
