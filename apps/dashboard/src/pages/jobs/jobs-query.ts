import type { ListJobsInput } from "@fieldline/domain/list-jobs";
import { isSearched, type JobsSearch, statusesOf } from "./jobs-search.ts";

const DAY_MS = 86_400_000;

/** The moment from which on the list reaches, in epoch ms: days are the UTC days that limits count by. */
export function fromOf(when: JobsSearch["when"], now: number): number | undefined {
  if (!when) return undefined;
  const today = now - (now % DAY_MS);
  return when === "today" ? today : today - 6 * DAY_MS;
}

/** What is asked of the server for an address. A search too short to be found is left out. */
export function listInputOf(
  search: JobsSearch,
  { now, myId }: { now: number; myId: string | undefined },
): NonNullable<ListJobsInput> {
  const statuses = statusesOf(search);
  const from = fromOf(search.when, now);
  return {
    limit: 50,
    ...(statuses.length > 0 && { status: statuses }),
    ...(search.kind && { kind: [search.kind] }),
    ...(search.queue && { queue: search.queue }),
    ...(isSearched(search) && { search: search.q }),
    ...(search.unreviewed && { isUnreviewed: true }),
    ...(search.by === "me" && myId && { requesterId: myId }),
    ...(from !== undefined && { from }),
    ...(search.sort && { sort: search.sort }),
  };
}
