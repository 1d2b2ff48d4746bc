import { type Database, openDatabase } from "@fieldline/db/database";
import { type Projection, projectJob } from "@fieldline/db/project-job";
import type { FeedFrame, FeedTopic } from "@fieldline/domain/frames";
import { v7 as uuidv7 } from "uuid";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";
import { measureTick, type Network } from "./measure/measure.ts";
import { networkOf } from "./network.ts";

/** Everything outside its own storage that a job's object touches. */
export interface World {
  clock(): number;
  wait(ms: number): Promise<void>;
  newId(): string;
  network: Network;
  measureTick: typeof measureTick;
  project(projection: Projection): Promise<void>;
  /** Tells those who watch a topic and may see the jobs of this requester. */
  publish(topic: FeedTopic, frames: FeedFrame[], requesterId: string): Promise<void>;
  reportError(error: unknown): void;
}

let shared: Database | undefined;

export function worldOf(env: JobsEnv): World {
  // One for all objects of this isolate: thousands of them live in it.
  shared ??= openDatabase(env.DB);
  const db = shared;
  return {
    clock: () => Date.now(),
    wait: (ms) => scheduler.wait(ms),
    newId: () => uuidv7(),
    network: networkOf(env),
    measureTick,
    project: (projection) => projectJob(db, projection),
    publish: (topic, frames, requesterId) => env.FEEDS.getByName(topic).publish(frames, requesterId),
    reportError: (error) => reportError("job object", error),
  };
}
