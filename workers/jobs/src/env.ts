import type { BulkObject } from "./bulk/bulk-object.ts";
import type { DeviceObject } from "./device/device-object.ts";
import type { FeedObject } from "./feed/feed-object.ts";
import type { JobObject } from "./job/job-object.ts";
import type { QueuesObject } from "./queue/queues-object.ts";
import type { RolloutObject } from "./rollout/rollout-object.ts";
import type { Scheduler } from "./scheduler/scheduler-object.ts";
import type { WatchingObject } from "./watching/watching-object.ts";

/** The bindings that the Durable Objects use, as wrangler.toml names them. */
export interface JobsEnv {
  DB: D1Database;
  JOBS: DurableObjectNamespace<JobObject>;
  FEEDS: DurableObjectNamespace<FeedObject>;
  DEVICES: DurableObjectNamespace<DeviceObject>;
  ROLLOUTS: DurableObjectNamespace<RolloutObject>;
  BULKS: DurableObjectNamespace<BulkObject>;
  QUEUES: DurableObjectNamespace<QueuesObject>;
  SCHEDULER: DurableObjectNamespace<Scheduler>;
  WATCHING: DurableObjectNamespace<WatchingObject>;
  /** "1" where the server listens on this machine alone. */
  FIELDLINE_LOCAL?: string;
  /** Where people reach this server, when that is not where it listens: `https://fieldline.example.net`. */
  FIELDLINE_ORIGIN?: string;
  /** Resolves names as the machine does; absent on Cloudflare. */
  RESOLVER?: Fetcher;
}
