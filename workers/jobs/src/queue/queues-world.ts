import { openDatabase } from "@fieldline/db/database";
import { listQueues, listStartable, type Startable } from "@fieldline/db/queues";
import type { Queue } from "@fieldline/domain/queue";
import type { JobsEnv } from "../env.ts";
import { reportError } from "../report-error.ts";

/** Everything outside its own storage that the queues' object touches. */
export interface QueuesWorld {
  clock(): number;
  wait(ms: number): Promise<void>;
  queues(): Promise<Queue[]>;
  startable(): Promise<Startable[]>;
  /** Tells an agent that there may be a task for it; false where it will hear of it only when it calls. */
  wanted(deviceId: string): Promise<boolean>;
  publish(queues: Queue[]): Promise<void>;
  reportError(error: unknown): void;
}

export function queuesWorldOf(env: JobsEnv): QueuesWorld {
  const db = openDatabase(env.DB);
  return {
    clock: () => Date.now(),
    wait: (ms) => scheduler.wait(ms),
    queues: () => listQueues(db),
    startable: () => listStartable(db),
    wanted: (deviceId) => env.DEVICES.getByName(deviceId).wanted(),
    publish: (queues) =>
      env.FEEDS.getByName("queues").publish(
        queues.map((queue) => ({ type: "queue", queue })),
        null,
      ),
    reportError: (error) => reportError("queues object", error),
  };
}
