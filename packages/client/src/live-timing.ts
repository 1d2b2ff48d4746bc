/** How long a live connection waits for what. */
export interface LiveTiming {
  /** Between two heartbeats, give or take a fifth. */
  heartbeatMs: number;
  /** A heartbeat that is not answered for so long means that the connection is broken. */
  answerMs: number;
  /** The same when there is reason for doubt: the page was hidden or the network went away. */
  doubtMs: number;
  /** For a connection to open. */
  openMs: number;
  /** Before the first retry; doubles with each, with jitter. */
  firstRetryMs: number;
  longestRetryMs: number;
  /** Without a socket for so long, a job is polled. */
  pollAfterMs: number;
  /** Between two polls, at least and at most; in between it is the job's cadence. */
  shortestPollMs: number;
  longestPollMs: number;
}

export const LIVE_TIMING: LiveTiming = {
  heartbeatMs: 25_000,
  answerMs: 10_000,
  doubtMs: 3_000,
  openMs: 6_000,
  firstRetryMs: 1_000,
  longestRetryMs: 20_000,
  pollAfterMs: 5_000,
  shortestPollMs: 1_000,
  longestPollMs: 10_000,
};

/** The wait before the given retry, counted from 1: it doubles up to the longest, and half of it is chance. */
export function retryDelayMs(retry: number, { firstRetryMs, longestRetryMs }: LiveTiming): number {
  if (retry < 1) return 0;
  const ceilingMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (retry - 1));
  return ceilingMs * (0.5 + Math.random() / 2);
}
