import { type Alert, isEnded, type Job, type JobStatus, type LogEntry, type Sample } from "@fieldline/domain/job";
import { errorOf, type Failure, type FailureReason } from "./errors.ts";
import { parseJobFrame } from "./frames.ts";
import { interruptibleWait } from "./interruptible-wait.ts";
import { connectionOf, type JobConnection, type Link } from "./job-connection.ts";
import type { JobsPort } from "./jobs-port.ts";
import { openLiveSocket } from "./live-socket.ts";
import { type Cursors, cursorsOf, type LiveEvent, needsReading, startLive, step } from "./live-state.ts";
import { LIVE_TIMING, type LiveTiming, retryDelayMs } from "./live-timing.ts";
import { liveUrl } from "./live-url.ts";
import { isPageHidden, watchPage } from "./page-events.ts";
import { createPoller } from "./poller.ts";
import { storedHistory } from "./stored-history.ts";

export type { JobConnection } from "./job-connection.ts";

export interface LiveJob {
  job: Job | undefined;
  connection: JobConnection;
  /** The first sample that was delivered; older ones are history, charted by `jobs.series`. */
  firstSeq: number | null;
  /** The last sample that was delivered. */
  lastSeq: number | null;
  /** Why the job cannot be watched any longer: it is not there, or not for this reader. */
  failure: Failure | undefined;
}

export interface JobChange {
  live: LiveJob;
  /** New ones only, in order of `seq`: each once over all changes, without a hole. */
  samples: readonly Sample[];
  log: readonly LogEntry[];
  alerts: readonly Alert[];
}

export interface WatchJobOptions {
  id: string;
  /** The server's origin; empty for the page's own. */
  baseUrl: string;
  port: JobsPort;
  onChange(change: JobChange): void;
  /** Delivers everything after these; without it, delivery starts with the latest samples, at most 1,000. */
  after?: Cursors;
  /** Other waits than the usual ones. */
  timing?: Partial<LiveTiming>;
  /** An implementation other than the global one. */
  webSocket?: typeof WebSocket;
}

export interface JobWatch {
  /** What was last told to the listener: the same object until the next change. */
  current(): LiveJob;
  /** Ends the watch and everything that it has under way; no change comes after it. */
  close(): void;
}

/** A watcher that has nothing to show yet does not wait for as many failed attempts before it polls. */
const FAILURES_BEFORE_POLLING = { withNothing: 1, withJob: 3 };
const FINAL_REASONS: readonly FailureReason[] = ["JOB_NOT_FOUND", "FORBIDDEN", "INVALID_INPUT"];

/** Watches one job until it ends: by a socket, by reading what the socket left out, and by polling where there is none. */
export function watchJob({ id, baseUrl, port, onChange, after, webSocket, ...options }: WatchJobOptions): JobWatch {
  const timing = { ...LIVE_TIMING, ...options.timing };
  const reads = new AbortController();
  const retry = interruptibleWait();
  let state = startLive(after);
  let link: Link = "down";
  let pollFailures: number | undefined;
  let isReading = false;
  let isEnding = false;
  let isOver = false;
  let isClosed = false;
  let failure: Failure | undefined;
  let lastLogStatus: JobStatus | undefined;
  let published = liveJob();
  let pollTimer: ReturnType<typeof setTimeout> | undefined;

  const stored = storedHistory({ id, port, signal: reads.signal, state: () => state, apply });
  const poller = createPoller(poll, pollDelayMs);
  const socket = openLiveSocket({ url, onUp, onText, onDown, timing, webSocket });
  const stopWatchingPage = watchPage({ onOnline: hurry, onVisible: hurry, onOffline() {} });
  pollSoon();

  function liveJob(): LiveJob {
    const { job, samples } = state;
    const isBehind = isEnding || needsReading(state);
    const connection = connectionOf({ isOver, link, hasJob: job !== undefined, isBehind, pollFailures });
    return { job, connection, firstSeq: samples.firstSeq, lastSeq: samples.lastSeq, failure };
  }

  function apply(event: LiveEvent) {
    const { state: next, ...news } = step(state, event);
    state = next;
    lastLogStatus = news.log.at(-1)?.status ?? lastLogStatus;
    publish(news);
  }

  function publish(news: Pick<JobChange, "samples" | "log" | "alerts"> = { samples: [], log: [], alerts: [] }) {
    if (isClosed) return;
    const live = liveJob();
    const hasNews = news.samples.length > 0 || news.log.length > 0 || news.alerts.length > 0;
    if (!hasNews && live.job === published.job && live.connection === published.connection) return;
    published = live;
    try {
      onChange({ live, ...news });
    } catch (thrown) {
      // A listener's mistake is not a failed read: it surfaces without undoing the delivery.
      queueMicrotask(() => {
        throw thrown;
      });
    }
  }

  function url(): string {
    const cursors = cursorsOf(state);
    const query = cursors && { afterSample: cursors.sample, afterLog: cursors.log };
    return liveUrl(baseUrl, `/live/jobs/${encodeURIComponent(id)}`, query);
  }

  function onUp() {
    link = "up";
    publish();
  }

  function onDown(failures: number) {
    link = "down";
    const { withJob, withNothing } = FAILURES_BEFORE_POLLING;
    if (failures >= (state.job ? withJob : withNothing)) poller.start();
    else pollSoon();
    publish();
  }

  function onText(text: string) {
    const frame = parseJobFrame(text);
    if (!frame) return;
    if (frame.type === "snapshot") {
      link = "synced";
      stopPolling();
    }
    apply({ type: "frame", frame });
    if (frame.type === "end") isEnding = true;
    if (isEnding && isWhole()) finish();
    else if (isEnding || needsReading(state)) void readMissing();
  }

  function isWhole(): boolean {
    const { job, samples } = state;
    if (!job || needsReading(state)) return false;
    return (samples.lastSeq ?? 0) >= (job.summary?.sent ?? 0) && lastLogStatus === job.status;
  }

  async function readMissing() {
    if (isReading) return;
    isReading = true;
    publish();
    for (let failures = 0; !isOver && (isEnding || needsReading(state)); ) {
      try {
        if (!cursorsOf(state)) await stored.readJob();
        await stored.fillHoles();
        if (!isEnding) continue;
        await stored.readToEnd();
        finish();
      } catch (thrown) {
        giveUpIfFinal(thrown);
        if (!isOver) await retry.wait(retryDelayMs(++failures, timing));
      }
    }
    isReading = false;
    publish();
  }

  function hurry() {
    retry.interrupt();
    poller.hurry();
  }

  function pollSoon() {
    pollTimer ??= setTimeout(poller.start, timing.pollAfterMs);
  }

  function stopPolling() {
    clearTimeout(pollTimer);
    pollTimer = undefined;
    poller.stop();
    pollFailures = undefined;
  }

  async function poll() {
    let failures = 0;
    try {
      await stored.readJob();
      const wasEnded = state.job !== undefined && isEnded(state.job.status);
      await stored.readToEnd();
      if (wasEnded) finish();
    } catch (thrown) {
      giveUpIfFinal(thrown);
      failures = (pollFailures ?? 0) + 1;
    }
    pollFailures = poller.isPolling ? failures : undefined;
    publish();
  }

  function pollDelayMs(): number {
    if (isPageHidden()) return Number.POSITIVE_INFINITY;
    if (pollFailures) return Math.max(timing.shortestPollMs, retryDelayMs(pollFailures, timing));
    const cadenceMs = state.job?.kind === "probe" ? state.job.spec.cadenceMs : 0;
    return Math.max(timing.shortestPollMs, Math.min(timing.longestPollMs, cadenceMs));
  }

  function giveUpIfFinal(thrown: unknown) {
    const told = errorOf(thrown);
    if (isOver || !FINAL_REASONS.includes(told.reason)) return;
    failure = told;
    finish();
  }

  function finish() {
    if (isOver) return;
    isOver = true;
    publish();
    release();
  }

  function release() {
    isOver = true;
    stopPolling();
    stopWatchingPage();
    socket.close();
    reads.abort();
    retry.interrupt();
  }

  return {
    current: () => published,
    close() {
      isClosed = true;
      release();
    },
  };
}
