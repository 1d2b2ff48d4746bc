import { openDatabase } from "@fieldline/db/database";
import { targetDevices } from "@fieldline/db/rollout-devices";
import { insertRolloutJobs, type PassedOver, removeUnstarted } from "@fieldline/db/rollout-jobs";
import { projectRollout, type RolloutProjection } from "@fieldline/db/rollouts";
import type { Caller } from "@fieldline/domain/caller";
import type { Result } from "@fieldline/domain/errors";
import type { CommandJob, Job } from "@fieldline/domain/job";
import type { Rollout, RolloutTargets } from "@fieldline/domain/rollout";
import { v7 as uuidv7 } from "uuid";
import { configOf } from "../config.ts";
import type { JobsEnv } from "../env.ts";
import { settingsOf } from "../job/settings.ts";
import { reportError } from "../report-error.ts";

/** Everything outside its own storage that a rollout's object touches. */
export interface RolloutWorld {
  clock(): number;
  newId(): string;
  /** The targets' devices, in the order of their ids. */
  targetDevices(
    targets: RolloutTargets,
    page: { afterId: string | null; limit: number },
  ): Promise<{ id: string; name: string }[]>;
  /** Inserts the rows that are not there yet and gives the devices that get none. */
  insertJobs(jobs: CommandJob[]): Promise<PassedOver[]>;
  startJob(job: CommandJob): Promise<void>;
  describeJob(id: string): Promise<Job | undefined>;
  cancelJob(id: string, by: Caller, reason: string | null): Promise<Result<Job>>;
  /** Cancels a job that its device has not taken on, and gives any other as it is. */
  callJobBack(id: string, by: Caller, reason: string | null): Promise<Result<Job>>;
  retryJob(id: string, by: Caller, reason: string | null): Promise<Result<Job>>;
  /** Removes the row of a job whose object was never started. */
  removeUnstarted(id: string): Promise<void>;
  project(projection: RolloutProjection): Promise<void>;
  /** Tells those who watch the rollouts and may see this one. */
  publish(rollout: Rollout): Promise<void>;
  reportError(error: unknown): void;
}

export function rolloutWorldOf(env: JobsEnv): RolloutWorld {
  const db = openDatabase(env.DB);
  const job = (id: string) => env.JOBS.getByName(id);
  return {
    clock: () => Date.now(),
    newId: () => uuidv7(),
    targetDevices: (targets, page) => targetDevices(db, targets, page),
    insertJobs: (jobs) => insertRolloutJobs(db, jobs),
    startJob: async (made) => {
      await job(made.id).start(made, settingsOf(await configOf(env).read()));
    },
    describeJob: (id) => job(id).describe() as Promise<Job | undefined>,
    cancelJob: (id, by, reason) => job(id).control({ type: "cancel", reason, ...by }) as Promise<Result<Job>>,
    callJobBack: (id, by, reason) => job(id).callBack(by, reason) as Promise<Result<Job>>,
    retryJob: (id, by, reason) => job(id).control({ type: "retry", reason, ...by }) as Promise<Result<Job>>,
    removeUnstarted: (id) => removeUnstarted(db, id),
    project: (projection) => projectRollout(db, projection),
    publish: (rollout) => env.FEEDS.getByName("rollouts").publish([{ type: "rollout", rollout }], rollout.requesterId),
    reportError: (error) => reportError("rollout object", error),
  };
}
