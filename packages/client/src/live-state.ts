import type { JobFrame } from "@fieldline/domain/frames";
import type { Alert, Job, LogEntry, Sample } from "@fieldline/domain/job";
import type { Page } from "./jobs-port.ts";
import { newerJob } from "./merge-job.ts";
import { accept, acceptPage, anchor, type Delivery, type Sequence, skipHole, startSequence } from "./sequence.ts";

/** What a watcher knows of a job. */
export interface LiveState {
  job: Job | undefined;
  samples: Sequence<Sample>;
  log: Sequence<LogEntry>;
}

/** The `seq` up to which a watcher has each history. */
export interface Cursors {
  sample: number;
  log: number;
}

/** What a watcher learns: from its socket, or from a read of the stored history. */
export type LiveEvent =
  | { type: "frame"; frame: JobFrame }
  | { type: "job read"; job: Job }
  | { type: "samples read"; page: Page<Sample> }
  | { type: "log read"; page: Page<LogEntry> }
  | { type: "hole skipped"; history: History };

export type History = "samples" | "log";

/** A new state and what in it is new to the listener: each sample and entry once, in order of `seq`. */
export interface LiveStep {
  state: LiveState;
  samples: readonly Sample[];
  log: readonly LogEntry[];
  alerts: readonly Alert[];
}

/** How many samples a watcher gets that starts without a cursor, at most: the socket's snapshot holds as many. */
const RECENT_SAMPLES = 1_000;

/** A watcher that knows nothing yet but where it wants to start. */
export function startLive(after?: Cursors): LiveState {
  return { job: undefined, samples: startSequence(after?.sample), log: startSequence(after?.log) };
}

/** Takes one event in. Events may be repeated, overlap, come late or be missing: delivery stays in order, once, whole. */
export function step(state: LiveState, event: LiveEvent): LiveStep {
  switch (event.type) {
    case "frame":
      return stepFrame(state, event.frame);
    case "job read":
      return stepJobRead(state, event.job);
    case "samples read":
      return withSamples(state, acceptPage(state.samples, event.page.items));
    case "log read":
      return withLog(state, acceptPage(state.log, event.page.items));
    case "hole skipped":
      return event.history === "samples"
        ? withSamples(state, skipHole(state.samples))
        : withLog(state, skipHole(state.log));
  }
}

/** The cursors of a watcher that has a start; they let its next connection send exactly what is missing. */
export function cursorsOf({ samples, log }: LiveState): Cursors | undefined {
  return samples.lastSeq === null || log.lastSeq === null ? undefined : { sample: samples.lastSeq, log: log.lastSeq };
}

/** Whether entries wait for something that only a read of the stored history can bring. */
export function needsReading({ samples, log }: LiveState): boolean {
  return samples.held.length > 0 || log.held.length > 0;
}

function stepFrame(state: LiveState, frame: JobFrame): LiveStep {
  switch (frame.type) {
    case "snapshot": {
      const samples = anchor(state.samples, startOf(frame.samples, frame.nextSample));
      const log = anchor(state.log, startOf(frame.log, frame.nextLog));
      const job = newerJob(state.job, frame.job);
      return stepBoth({ ...state, job }, accept(samples, frame.samples), accept(log, frame.log));
    }
    case "samples":
      return withSamples(state, accept(state.samples, frame.samples));
    case "log":
      return withLog(state, accept(state.log, frame.entries));
    case "job":
    case "end":
      return quiet({ ...state, job: newerJob(state.job, frame.job) });
    case "alert":
      return { ...quiet(state), alerts: [frame.alert] };
  }
}

/** A watcher that has no snapshot starts with the latest samples and the whole log. */
function stepJobRead(state: LiveState, job: Job): LiveStep {
  const samples = anchor(state.samples, Math.max(0, (job.summary?.sent ?? 0) - RECENT_SAMPLES));
  const log = anchor(state.log, 0);
  return stepBoth({ ...state, job: newerJob(state.job, job) }, accept(samples, []), accept(log, []));
}

function startOf(entries: readonly { seq: number }[], cursor: number): number {
  return entries.length ? Math.min(...entries.map(({ seq }) => seq)) - 1 : cursor;
}

function quiet(state: LiveState): LiveStep {
  return { state, samples: [], log: [], alerts: [] };
}

function withSamples(state: LiveState, { sequence, fresh }: Delivery<Sample>): LiveStep {
  return { ...quiet({ ...state, samples: sequence }), samples: fresh };
}

function withLog(state: LiveState, { sequence, fresh }: Delivery<LogEntry>): LiveStep {
  return { ...quiet({ ...state, log: sequence }), log: fresh };
}

function stepBoth(state: LiveState, samples: Delivery<Sample>, log: Delivery<LogEntry>): LiveStep {
  return { ...withLog({ ...state, samples: samples.sequence }, log), samples: samples.fresh };
}
