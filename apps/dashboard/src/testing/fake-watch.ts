import type { WatchJobOptions } from "@fieldline/client/live-job";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { act } from "@testing-library/react";

let watched: WatchJobOptions | undefined;

/** Stands for the client's `watchJob`: nothing comes but what a test lets arrive. */
export function watchJob(options: WatchJobOptions) {
  watched = options;
  return { close: () => {}, current: () => undefined };
}

/** Lets the watcher of the page know of a job, and of what it has logged. */
export function arrive(job: Job, log: LogEntry[]): void {
  act(() =>
    watched?.onChange({
      live: { job, connection: "live", firstSeq: null, lastSeq: null, failure: undefined },
      samples: [],
      log,
      alerts: [],
    }),
  );
}
