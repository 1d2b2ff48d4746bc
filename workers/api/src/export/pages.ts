import type { Context, JobsPort } from "@fieldline/api/context";
import type { AuditEntry } from "@fieldline/db/audit";
import { findJob } from "@fieldline/db/find-job";
import { listAudit } from "@fieldline/db/list-audit";
import { DomainError } from "@fieldline/domain/errors";
import type { LogEntry, Sample } from "@fieldline/domain/job";
import type { AuditFilter } from "@fieldline/domain/list-audit";

const SAMPLES_A_PAGE = 5_000;
const ENTRIES_A_PAGE = 1_000;

type Pages<T> = AsyncGenerator<T[], void, void>;
type Ports = Pick<Context, "db"> & { jobs: Pick<JobsPort, "samples" | "log"> };

/** All samples of a job up to now, the first first. Throws JOB_NOT_FOUND where it is deleted on the way. */
export function samplePages({ db, jobs }: Ports, id: string): Pages<Sample> {
  return numberedPages({ db, id, limit: SAMPLES_A_PAGE, read: jobs.samples });
}

/** The whole log of a job up to now, the first entry first. Throws JOB_NOT_FOUND where it is deleted on the way. */
export function logPages({ db, jobs }: Ports, id: string): Pages<LogEntry> {
  return numberedPages({ db, id, limit: ENTRIES_A_PAGE, read: jobs.log });
}

interface Numbered<T> extends Pick<Context, "db"> {
  id: string;
  limit: number;
  read(id: string, range: { afterSeq: number; limit: number }): Promise<T[]>;
}

async function* numberedPages<T extends { seq: number }>({ db, id, limit, read }: Numbered<T>): Pages<T> {
  for (let afterSeq = 0; ; ) {
    const items = await read(id, { afterSeq, limit });
    if (items.length > 0) yield items;
    if (items.length < limit) break;
    afterSeq = items.at(-1)?.seq ?? afterSeq;
  }
  // A deleted job has no samples left, which must not look like the end of them.
  if (!(await findJob(db, id))) throw new DomainError("JOB_NOT_FOUND", "The job was deleted meanwhile.", { id });
}

/** The entries of the audit that a filter lets through, the newest first. */
export async function* auditPages({ db }: Pick<Context, "db">, filter: AuditFilter): Pages<AuditEntry> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listAudit>> = await listAudit(db, {
      ...filter,
      limit: ENTRIES_A_PAGE,
      cursor,
    });
    if (page.items.length > 0) yield page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
