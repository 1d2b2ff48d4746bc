import { type LiveJob, watchJob } from "@fieldline/client/live-job";
import { newerJob } from "@fieldline/client/merge-job";
import type { Job, Sample } from "@fieldline/domain/job";
import { createSignal, onCleanup } from "solid-js";
import { BASE_URL } from "../server.ts";
import { heedingJobs } from "../session/heeding-jobs.ts";
import { keepLastState, lastState } from "./last-state.ts";

export interface WatchedJob {
  job: () => Job | undefined;
  live: () => LiveJob;
  /** The newest sample; undefined before the first. */
  newest: () => Sample | undefined;
  /** Takes a job as a call has answered it, if it is newer. */
  put(job: Job): void;
  /** What has arrived so far, then everything that arrives, for as long as the owner lives. */
  onSamples(take: (samples: readonly Sample[]) => void): void;
}

const NOTHING_YET: LiveJob = {
  job: undefined,
  connection: "connecting",
  firstSeq: null,
  lastSeq: null,
  failure: undefined,
};
const KEEP_EVERY_MS = 5_000;
const MOST_SAMPLES = 5_000;

/** Watches a job for as long as its owner lives, beginning with what was kept of it on this phone. */
export function createWatchedJob(id: string): WatchedJob {
  const known = lastState();
  const before = known?.job.id === id ? known : null;
  let samples: Sample[] = before?.samples ?? [];
  const listeners = new Set<(samples: readonly Sample[]) => void>();
  const [live, setLive] = createSignal<LiveJob>(NOTHING_YET);
  const [job, setJob] = createSignal<Job | undefined>(before?.job);
  const [newest, setNewest] = createSignal<Sample | undefined>(samples.at(-1));

  const watch = watchJob({
    id,
    baseUrl: BASE_URL,
    port: heedingJobs,
    onChange(change) {
      setLive(change.live);
      if (change.live.job) put(change.live.job);
      if (change.samples.length === 0) return;
      samples = [...samples, ...change.samples].slice(-MOST_SAMPLES);
      setNewest(change.samples.at(-1));
      for (const take of listeners) take(change.samples);
    },
  });

  function put(next: Job) {
    setJob((held) => newerJob(held, next));
  }

  function keepIt() {
    const current = job();
    if (current?.kind === "probe") keepLastState({ job: current, samples });
  }
  const timer = setInterval(keepIt, KEEP_EVERY_MS);
  addEventListener("pagehide", keepIt);
  onCleanup(() => {
    clearInterval(timer);
    removeEventListener("pagehide", keepIt);
    keepIt();
    watch.close();
  });

  return {
    job,
    live,
    newest,
    put,
    onSamples(take) {
      if (samples.length > 0) take(samples);
      listeners.add(take);
      onCleanup(() => listeners.delete(take));
    },
  };
}
