import type { Job } from "@fieldline/domain/job";
import type { JobRow, jobs } from "./tables.ts";

/** The row as callers see it. */
export function jobOf(row: JobRow): Job {
  const { rowId: _rowId, searchText: _searchText, lossPercent: _loss, deviceId: _device, ...stored } = row;
  const { templateVersion: _version, recent, steps, dependsOn, waitsFor, ...unplaced } = stored;
  const { holderId: _holder, heldAttempt: _attempt, heldAt: _at, reviewedAt: _reviewed, ...keyed } = unplaced;
  const { concurrencyKey: _key, concurrencyLimit: _limit, ...job } = keyed;
  return {
    ...job,
    recent: recent ?? [],
    steps: steps ?? [],
    dependsOn: dependsOn ?? [],
    waitsFor: waitsFor ?? [],
  } as Job;
}

/** The row as a list shows it: without its steps, which a page of a hundred has no use for. */
export function listedJobOf(row: JobRow): Job {
  return { ...jobOf(row), steps: [] };
}

/** The row of a job that has not been started: its projection still empty. */
export function newJobRow(job: Job): Omit<typeof jobs.$inferInsert, "rowId"> {
  return {
    ...job,
    version: 0,
    deviceId: job.assigneeId,
    templateVersion: job.kind === "probe" ? null : (job.spec.template?.version ?? null),
    concurrencyKey: job.kind === "task" ? job.spec.concurrencyKey : null,
    concurrencyLimit: job.kind === "task" ? job.spec.concurrencyLimit : 1,
    dependsOn: job.dependsOn.length > 0 ? job.dependsOn : null,
    waitsFor: job.waitsFor.length > 0 ? job.waitsFor : null,
    searchText: searchTextOf(job),
    summary: null,
    verdict: null,
    recent: null,
    lossPercent: null,
  };
}

/** What a search looks through: one line a field, lower-case, a MAC without separators. */
export function searchTextOf(job: Job): string {
  const fields = [job.name, ...searchedOf(job), job.assigneeName, job.id];
  return fields.filter(Boolean).join("\n").toLowerCase();
}

function searchedOf(job: Job): (string | undefined)[] {
  if (job.kind === "task") return [job.type, job.spec.template?.slug, job.spec.concurrencyKey ?? undefined];
  if (job.kind === "command") return [job.spec.template?.slug];
  const { host, accountNumber, mac, ip } = job.spec.target;
  return [host, accountNumber, mac?.replaceAll(":", ""), ip];
}

/** Part of a MAC in pairs (00:11:22, 00-11-22) or in the groups of four that some vendors print (0011.2233). */
const macWithSeparators = /^([0-9a-f]{2}[:-])+[0-9a-f]{0,2}$|^([0-9a-f]{4}\.)+[0-9a-f]{0,4}$/;

/** So many digits tell MACs apart; the first half is the vendor's and stands in many rows. */
const TELLING_DIGITS = 6;

export interface SearchTerm {
  /** What the row's text must contain. */
  text: string;
  /** What the index is asked for: a part of it that few rows share. */
  indexed: string;
}

/** The forms in which a search's text is compared: a MAC written with any separator finds the same job. */
export function searchTermsOf(search: string): SearchTerm[] {
  const text = search.toLowerCase();
  const bare = text.replace(/[:.-]/g, "");
  const typed = { text, indexed: text };
  return macWithSeparators.test(text) && bare.length >= 3
    ? [typed, { text: bare, indexed: bare.slice(-Math.max(3, Math.min(TELLING_DIGITS, bare.length))) }]
    : [typed];
}
