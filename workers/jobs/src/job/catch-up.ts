import type { JobFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import type { JobStore } from "./job-store.ts";
import { FRAME_ITEMS } from "./viewers.ts";

export interface Cursors {
  afterSample: number;
  afterLog: number;
}
/** Log entries in one frame: each may hold 8 KiB of output. */
const FRAME_ENTRIES = 200;

/** The first frames of a watcher: everything after its cursors, or the latest of each where it has none. */
export function snapshotFrames(store: JobStore, job: Job, cursors: Cursors | undefined): JobFrame[] {
  const start = cursors ?? {
    afterSample: Math.max(0, store.lastSampleSeq() - FRAME_ITEMS),
    afterLog: Math.max(0, store.lastLogSeq() - FRAME_ENTRIES),
  };
  const samples = store.samplesAfter(start.afterSample, FRAME_ITEMS);
  const log = store.logAfter(start.afterLog, FRAME_ENTRIES);
  const next = { afterSample: samples.at(-1)?.seq ?? start.afterSample, afterLog: log.at(-1)?.seq ?? start.afterLog };
  return [
    { type: "snapshot", job, samples, log, nextSample: next.afterSample, nextLog: next.afterLog },
    ...catchUpFrames(store, next),
  ];
}

/** Every sample and entry after the cursors, a thousand samples or 200 entries a frame. */
export function* catchUpFrames(store: JobStore, { afterSample, afterLog }: Cursors): Generator<JobFrame> {
  for (let after = afterSample; ; ) {
    const samples = store.samplesAfter(after, FRAME_ITEMS);
    if (samples.length > 0) yield { type: "samples", samples };
    if (samples.length < FRAME_ITEMS) break;
    after = samples.at(-1)?.seq ?? after;
  }
  for (let after = afterLog; ; ) {
    const entries = store.logAfter(after, FRAME_ENTRIES);
    if (entries.length > 0) yield { type: "log", entries };
    if (entries.length < FRAME_ENTRIES) return;
    after = entries.at(-1)?.seq ?? after;
  }
}
