import type { Sample } from "@fieldline/domain/job";
import { formatMs, formatQuantity } from "../format.ts";
import { formatClock, formatClockMs } from "../time.ts";
import type { Marks, TimeRange } from "./marks.ts";

/** What the crosshair says about one moment. */
export interface Readout {
  at: number;
  time: string;
  text: string;
  isLost: boolean;
}

/** The replies and losses of the tick nearest to `at`, each in words. Samples are ordered by `seq`. */
export function packetReadout(samples: readonly Sample[], at: number, reachMs: number): Readout | null {
  let nearest: Sample | undefined;
  for (const sample of samples) if (!nearest || Math.abs(sample.at - at) < Math.abs(nearest.at - at)) nearest = sample;
  if (!nearest || Math.abs(nearest.at - at) > reachMs) return null;
  const { tick } = nearest;
  const packets = samples.filter((sample) => sample.tick === tick);
  const lost = packets.filter(({ rttMs }) => rttMs === null);
  const reason = lost[0]?.error ? `: ${lost[0].error}` : "";
  const times = packets.filter(({ rttMs }) => rttMs !== null).map(({ rttMs }) => formatMs(rttMs));
  const words = packets.length === 1 || times.length === 0 ? "lost" : `${lost.length} lost`;
  const text = [...times, ...(lost.length > 0 ? [`${words}${reason}`] : [])].join(", ");
  return { at: packets[0]?.at ?? nearest.at, time: formatClockMs(nearest.at), text, isLost: lost.length > 0 };
}

/** The figures of the bucket that holds `at`. */
export function bucketReadout({ buckets, bucketMs }: Marks, at: number): Readout | null {
  const bucket = buckets.find((candidate) => candidate.at <= at && at < candidate.at + bucketMs);
  if (!bucket || bucket.sent + bucket.missed === 0) return null;
  const { sent, lost, missed, minMs, medianMs, maxMs } = bucket;
  const latency =
    medianMs === null
      ? []
      : [
          sent - lost === 1
            ? formatMs(medianMs)
            : `median ${formatMs(medianMs)} (${formatMs(minMs)} to ${formatMs(maxMs)})`,
        ];
  const loss = lost > 0 ? [sent === 1 ? "lost" : `${lost} of ${sent} lost`] : [];
  const skipped = missed > 0 ? [`${missed} not measured`] : [];
  return {
    at: bucket.at + bucketMs / 2,
    time: `${formatClock(bucket.at)}–${formatClock(bucket.at + bucketMs)}`,
    text: [...latency, ...loss, ...skipped].join(", "),
    isLost: lost > 0,
  };
}

/** Says that nothing was measured at `at`, where that is so. */
export function missedReadout(missed: readonly TimeRange[], at: number): Readout | null {
  const span = missed.find(({ from, to }) => from <= at && at <= to);
  return span
    ? { at, time: `${formatClock(span.from)}–${formatClock(span.to)}`, text: "not measured", isLost: false }
    : null;
}

/** The view in a sentence, for readers who do not see it. */
export function describeMarks(marks: Marks, range: TimeRange): string {
  const band = marks.kind === "band";
  const sum = (pick: "sent" | "lost" | "missed") => marks.buckets.reduce((total, bucket) => total + bucket[pick], 0);
  const values = band
    ? marks.buckets.flatMap(({ minMs, maxMs }) => (minMs === null || maxMs === null ? [] : [minMs, maxMs]))
    : marks.points.map(({ rttMs }) => rttMs);
  const between = `${formatClock(range.from)} to ${formatClock(range.to)}`;
  const replies = band ? sum("sent") - sum("lost") : values.length;
  const lost = band ? `${sum("lost")} packets lost` : `${formatQuantity(marks.losses.length, "tick")} with loss`;
  if (replies === 0 && marks.losses.length === 0) return `${between}: nothing measured yet.`;
  const latency =
    values.length === 0
      ? "no reply"
      : `${replies} replies, ${formatMs(values.reduce((a, b) => Math.min(a, b)))} to ${formatMs(values.reduce((a, b) => Math.max(a, b)))}`;
  const gaps = marks.missed.length > 0 ? `, ${formatQuantity(marks.missed.length, "span")} not measured` : "";
  return `${between}: ${latency}, ${lost}${gaps}.`;
}
