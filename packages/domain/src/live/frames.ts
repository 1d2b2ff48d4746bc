import type { Device } from "../device/device.ts";
import type { Alert, Job, LogEntry, Sample } from "../job/job.ts";
import type { Queue } from "../job/queue.ts";
import type { Rollout } from "../rollout/rollout.ts";

/**
 * What a job's live socket sends. `nextSample` and `nextLog` are cursors: the highest `seq` contained so far,
 * to be given back as `afterSample` and `afterLog`. Frames of one socket are in order; entries are keyed by `seq`.
 */
export type JobFrame =
  | { type: "snapshot"; job: Job; samples: Sample[]; log: LogEntry[]; nextSample: number; nextLog: number }
  | { type: "samples"; samples: Sample[] }
  | { type: "log"; entries: LogEntry[] }
  | { type: "job"; job: Job }
  | { type: "alert"; alert: Alert }
  | { type: "end"; job: Job };

/** What a watcher sends after a reconnect; it gets every sample and log entry with a higher `seq`. */
export interface ResumeFrame {
  type: "resume";
  afterSample: number;
  afterLog: number;
}

/** What the feed's socket sends: what has changed, as it is now, or the id of a job that was deleted. */
export type FeedFrame =
  | { type: "job"; job: Job }
  | { type: "alert"; alert: Alert }
  | { type: "deleted"; id: string }
  | { type: "device"; device: Device }
  | { type: "rollout"; rollout: Rollout }
  | { type: "queue"; queue: Queue };
export const FEED_TOPICS = ["jobs", "alerts", "devices", "rollouts", "queues"] as const;
export type FeedTopic = (typeof FEED_TOPICS)[number];

/** One bucket of a probe's series: figures over the packets sent from `at` for the series' `bucketMs`. */
export interface SeriesBucket {
  at: number;
  sent: number;
  lost: number;
  /** Ticks that were due in this bucket and not measured. */
  missed: number;
  minMs: number | null;
  medianMs: number | null;
  maxMs: number | null;
}
export interface Series {
  bucketMs: number;
  buckets: SeriesBucket[];
}
