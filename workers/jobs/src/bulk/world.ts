import type { AuditEntry } from "@fieldline/db/audit";
import { type BulkBatch, doneByRequest, readBulkBatch, writeEntries } from "@fieldline/db/bulk";
import { openDatabase } from "@fieldline/db/database";
import { findDevice } from "@fieldline/db/find-device";
import { findJob } from "@fieldline/db/find-job";
import { listQueues } from "@fieldline/db/queues";
import { reviewJobs } from "@fieldline/db/review";
import type { BulkPlan } from "@fieldline/domain/bulk";
import type { Requester } from "@fieldline/domain/bulk-requester";
import type { Caller } from "@fieldline/domain/caller";
import type { Device } from "@fieldline/domain/device";
import type { Result } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { Doing } from "@fieldline/domain/lifecycle";
import { v7 as uuidv7 } from "uuid";
import { configOf } from "../config.ts";
import type { JobsEnv } from "../env.ts";
import { settingsOf } from "../job/settings.ts";
import { reportError } from "../report-error.ts";

/** Everything outside its own storage that a bulk's object touches. */
export interface BulkWorld {
  clock(): number;
  newId(): string;
  /** Waits long enough for a request from outside to be read: work that never leaves the process holds those up. */
  letOthersIn(): Promise<void>;
  /** Who asked for it and the jobs that are next, as they are now. */
  readBatch(by: Required<Caller>, ids: string[]): Promise<BulkBatch>;
  /** Whether the settings show viewers and technicians the jobs of others. */
  readShown(): Promise<Requester["shown"]>;
  /** Those of the jobs with which the request has done this already. */
  findDone(asked: { ids: string[]; requestId: string; action: AuditEntry["action"] }): Promise<Set<string>>;
  findDevice(id: string): Promise<Device | undefined>;
  queueNames(): Promise<Set<string>>;
  /** Starts a job that never was. */
  startJob(id: string): Promise<void>;
  control(id: string, doing: Doing): Promise<Result<Job>>;
  remove(id: string, by: Caller): Promise<Result<{ id: string }>>;
  /** Marks jobs as looked at and gives those that were not. */
  review(ids: string[], plan: BulkPlan): Promise<string[]>;
  writeEntries(entries: AuditEntry[]): Promise<void>;
  reportError(error: unknown): void;
}

export function bulkWorldOf(env: JobsEnv): BulkWorld {
  const db = openDatabase(env.DB);
  const object = (id: string) => env.JOBS.getByName(id);
  return {
    clock: () => Date.now(),
    newId: () => uuidv7(),
    letOthersIn: () => scheduler.wait(1),
    readBatch: (by, ids) => readBulkBatch(db, by, ids),
    readShown: async () => {
      const { techSees, viewerSees } = (await configOf(env).read()).access;
      return { tech: techSees === "all", viewer: viewerSees === "all" };
    },
    findDone: (asked) => doneByRequest(db, asked),
    findDevice: (id) => findDevice(db, id),
    queueNames: async () => new Set((await listQueues(db)).map(({ name }) => name)),
    startJob: async (id) => {
      const job = await findJob(db, id);
      if (job) await object(id).start(job, settingsOf(await configOf(env).read()));
    },
    control: (id, doing) => object(id).control(doing) as Promise<Result<Job>>,
    remove: (id, by) => object(id).remove(by),
    review: (ids, { by, reason }) => {
      const jobs = ids.map((id) => ({ id, entryId: uuidv7() }));
      return reviewJobs(db, { jobs, at: Date.now(), by, reason });
    },
    writeEntries: (entries) => writeEntries(db, entries),
    reportError: (error) => reportError("bulk object", error),
  };
}
