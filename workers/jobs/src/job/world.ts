import { type Database, openDatabase } from "@fieldline/db/database";
import { type Projected, type Projection, projectJob } from "@fieldline/db/project-job";
import type { Control, ExecutionOutcome, WorkOffer } from "@fieldline/domain/device";
import type { FeedFrame, FeedTopic } from "@fieldline/domain/frames";
import type { Dependency } from "@fieldline/domain/lifecycle";
import { v7 as uuidv7 } from "uuid";
import type { JobsEnv } from "../env.ts";
import { QUEUES } from "../queue/queues-object.ts";
import { reportError } from "../report-error.ts";
import { askDependencies, tellDependents } from "./dependencies.ts";
import { measureTick, type Network } from "./measure/measure.ts";
import { networkOf } from "./network.ts";

/** Everything outside its own storage that a job's object touches. */
export interface World {
  clock(): number;
  /** When this server began to answer, in epoch ms: nobody could be heard before. */
  startedAt: number;
  wait(ms: number): Promise<void>;
  newId(): string;
  network: Network;
  measureTick: typeof measureTick;
  /** Writes what is owed to D1, and gives the jobs that wait for the one that has ended. */
  project(projection: Projection): Promise<Projected>;
  /** Tells those who watch a topic and may see the jobs of this requester. */
  publish(topic: FeedTopic, frames: FeedFrame[], requesterId: string): Promise<void>;
  offer(deviceId: string, offer: WorkOffer): Promise<void>;
  withdraw(deviceId: string, work: { jobId: string; attempt: number }): Promise<void>;
  control(deviceId: string, control: Control): Promise<void>;
  tellRollout(rolloutId: string, outcome: ExecutionOutcome): Promise<void>;
  /** Tells whoever waits for work that a job has come into a queue, or has left its place there. */
  tellQueue(queue: string): Promise<void>;
  /** Has the jobs that this one waits for asked whether they have ended, and this one told of those that have. */
  askDependencies(jobId: string): Promise<void>;
  /** Tells jobs that wait for this one that it has ended. */
  tellDependents(told: { dependency: Dependency; dependents: string[] }): Promise<void>;
  reportError(error: unknown): void;
}

let shared: Database | undefined;
let startedAt: number | undefined;

export function worldOf(env: JobsEnv): World {
  // One for all objects of this isolate: thousands of them live in it.
  shared ??= openDatabase(env.DB);
  // Not at the module's top: a worker's clock stands still there.
  startedAt ??= Date.now();
  const db = shared;
  return {
    clock: () => Date.now(),
    startedAt,
    wait: (ms) => scheduler.wait(ms),
    newId: () => uuidv7(),
    network: networkOf(env),
    measureTick,
    project: (projection) => projectJob(db, projection),
    publish: (topic, frames, requesterId) => env.FEEDS.getByName(topic).publish(frames, requesterId),
    offer: (deviceId, offer) => env.DEVICES.getByName(deviceId).offer(offer),
    withdraw: (deviceId, work) => env.DEVICES.getByName(deviceId).withdraw(work),
    control: (deviceId, control) => env.DEVICES.getByName(deviceId).control(control),
    tellRollout: (rolloutId, outcome) => env.ROLLOUTS.getByName(rolloutId).outcome(outcome),
    tellQueue: (queue) => env.QUEUES.getByName(QUEUES).changed(queue),
    askDependencies: (jobId) => askDependencies({ db, env }, jobId),
    tellDependents: (told) => tellDependents({ env }, told),
    reportError: (error) => reportError("job object", error),
  };
}
