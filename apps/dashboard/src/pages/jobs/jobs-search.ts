import { JOB_KINDS, JOB_STATUSES, type JobStatus } from "@fieldline/domain/job";
import { columnsText, readColumns } from "./columns/column-choice.ts";

const WHEN = ["today", "7d"] as const;
const KINDS = JOB_KINDS;
const SORTS = ["createdAt", "-updatedAt", "-lossPercent"] as const;
/** The shortest text the server's index can find. */
export const MIN_SEARCH_LENGTH = 3;

/** What the address of the list holds; whatever is absent does not narrow it. */
export interface JobsSearch {
  /** Statuses, joined by commas in their natural order. */
  status?: string;
  kind?: (typeof KINDS)[number];
  /** A queue by its name. */
  queue?: string;
  when?: (typeof WHEN)[number];
  by?: "me";
  /** What ended badly and nobody has looked at. */
  unreviewed?: "yes";
  q?: string;
  /** Newest first where absent. */
  sort?: (typeof SORTS)[number];
  /** Which columns are other than usual; the reader's own preference where absent. */
  columns?: string;
}

const oneOf = <T extends string>(known: readonly T[], value: unknown): T | undefined =>
  known.find((each) => each === value);

/** The statuses of an address, known ones only. */
export function statusesOf({ status }: JobsSearch): JobStatus[] {
  const asked = new Set(status?.split(","));
  return JOB_STATUSES.filter((known) => asked.has(known));
}

function withStatuses(search: JobsSearch, statuses: readonly JobStatus[]): JobsSearch {
  const ordered = JOB_STATUSES.filter((known) => statuses.includes(known));
  return { ...search, status: ordered.length > 0 ? ordered.join(",") : undefined };
}

/** Reads an address that anyone may have typed: what is not understood is dropped. */
export function readJobsSearch(raw: Record<string, unknown>): JobsSearch {
  const q = typeof raw.q === "string" ? raw.q.trim().slice(0, 200) : "";
  const columns = readColumns(raw.columns);
  const search: JobsSearch = {
    status: typeof raw.status === "string" ? raw.status : undefined,
    kind: oneOf(KINDS, raw.kind),
    queue: typeof raw.queue === "string" ? raw.queue.trim().slice(0, 100) || undefined : undefined,
    when: oneOf(WHEN, raw.when),
    by: oneOf(["me"] as const, raw.by),
    unreviewed: oneOf(["yes"] as const, raw.unreviewed),
    q: q || undefined,
    sort: oneOf(SORTS, raw.sort),
    columns: columns && columnsText(columns),
  };
  return withStatuses(search, statusesOf(search));
}

/** Whether there is a search, and it is long enough to be sent. */
export function isSearched({ q }: JobsSearch): boolean {
  return q !== undefined && q.length >= MIN_SEARCH_LENGTH;
}

/** Whether the list can hold no probe: its columns are then those of work alone. */
export function isOfWork({ kind, queue, unreviewed }: JobsSearch): boolean {
  return kind === "command" || kind === "task" || queue !== undefined || unreviewed !== undefined;
}

/** Whether anything narrows the list. */
export function isFiltered(search: JobsSearch): boolean {
  const { status, kind, queue, when, by, unreviewed } = search;
  return Boolean(status || kind || queue || when || by || unreviewed || isSearched(search));
}
