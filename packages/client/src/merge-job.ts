import type { Job } from "@fieldline/domain/job";

/**
 * Whether `next` is at least as new as `held`: by version, then, where only figures moved, by what it has counted.
 * A list's row refreshes its figures less often than the job's own socket, under the same version.
 */
export function supersedes(next: Job, held: Job): boolean {
  if (next.version !== held.version) return next.version > held.version;
  const countedMore = (next.summary?.sent ?? 0) - (held.summary?.sent ?? 0);
  return countedMore > 0 || (countedMore === 0 && next.updatedAt >= held.updatedAt);
}

/**
 * The newer of the two; `held` itself when `next` is older or another job. A list leaves the steps of a command out, so
 * those that are known of the same attempt stay.
 */
export function newerJob(held: Job | undefined, next: Job): Job {
  if (!held) return next;
  if (held.id !== next.id || !supersedes(next, held)) return held;
  // What a page has kept of an older server may know of no steps at all.
  const isWithout = !next.steps?.length && next.attempt === held.attempt;
  return isWithout && held.steps?.length ? { ...next, steps: held.steps } : next;
}

/** The list with `job` in its old place, so that rows do not jump; the same list when it is not there or not newer. */
export function mergeJob<List extends readonly Job[]>(list: List, job: Job): List {
  const index = list.findIndex(({ id }) => id === job.id);
  const held = list[index];
  if (!held || newerJob(held, job) === held) return list;
  return list.with(index, job) as readonly Job[] as List;
}

/** The list without the job of this id; the same list when it is not there. */
export function withoutJob<List extends readonly Job[]>(list: List, id: string): List {
  const rest = list.filter((job) => job.id !== id);
  return rest.length === list.length ? list : (rest as readonly Job[] as List);
}

/** One page of `jobs.list` with `change` applied to its items; the same page when nothing changed. */
export function changePage<Page extends { items: Job[] }>(page: Page, change: (items: Job[]) => Job[]): Page {
  const items = change(page.items);
  return items === page.items ? page : { ...page, items };
}

/** An infinite query's pages with `change` applied to the items of each; the same value when nothing changed. */
export function changePages<Page extends { items: Job[] }, Data extends { pages: Page[] }>(
  data: Data,
  change: (items: Job[]) => Job[],
): Data {
  const pages = data.pages.map((page) => changePage(page, change));
  return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages };
}
