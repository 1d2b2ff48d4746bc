import { gridOf } from "@fieldline/domain/agenda";
import type { Series } from "@fieldline/domain/frames";
import { endsAt } from "@fieldline/domain/grid";
import type { Job } from "@fieldline/domain/job";
import { bucketise, widen } from "@fieldline/domain/series";
import type { JobStore } from "./job-store.ts";

const MINUTE_MS = 60_000;
/** So many samples are gathered on demand; longer ranges are read off the minutes. */
const RAW_SAMPLES = 50_000;

interface Range {
  from?: number | undefined;
  to?: number | undefined;
  points: number;
}

/** A probe's figures in at most about `points` buckets; by default over its whole run so far. */
export function readSeries(store: JobStore, job: Job, { from, to, points }: Range, now: number): Series {
  if (job.kind !== "probe") return { bucketMs: 1, buckets: [] };
  const grid = gridOf(job);
  if (!grid) return { bucketMs: job.spec.cadenceMs, buckets: [] };
  const { cadenceMs } = job.spec;
  const first = Math.max(from ?? 0, job.startedAt ?? 0);
  const end = Math.min(to ?? Number.MAX_SAFE_INTEGER, job.endedAt ?? now, endsAt(grid) + cadenceMs) + 1;
  const wantedMs = Math.max(cadenceMs, Math.ceil(Math.max(1, end - first) / points));

  if (wantedMs < MINUTE_MS && store.countSamplesBetween(first, end) <= RAW_SAMPLES)
    return { bucketMs: wantedMs, buckets: rawBuckets(store, { first, end, bucketMs: wantedMs, cadenceMs }) };

  const bucketMs = Math.ceil(wantedMs / MINUTE_MS) * MINUTE_MS;
  const start = first - (first % MINUTE_MS);
  const rolled = store.minutesBetween(start, end);
  const tailFrom = Math.max(store.rolledThrough(), start);
  const tail = tailFrom < end ? rawBuckets(store, { first: tailFrom, end, bucketMs: MINUTE_MS, cadenceMs }) : [];
  return { bucketMs, buckets: widen([...rolled, ...tail], bucketMs) };
}

function rawBuckets(
  store: JobStore,
  { first, end, bucketMs, cadenceMs }: { first: number; end: number; bucketMs: number; cadenceMs: number },
) {
  const { before, samples } = store.samplesBetween(first, end);
  return bucketise(samples, { bucketMs, cadenceMs, previousTick: before?.tick ?? -1 });
}
