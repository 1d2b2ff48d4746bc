import type { Series } from "@fieldline/domain/frames";
import type { Sample } from "@fieldline/domain/job";
import { bucketise, widen } from "@fieldline/domain/series";
import { bandMarks, type Marks, packetMarks, type TimeRange } from "./marks.ts";
import { overlay } from "./overlay.ts";

export interface HistoryLimits {
  samples: number;
  buckets: number;
}

const LIMITS: HistoryLimits = { samples: 20_000, buckets: 4_000 };
/** At fewer pixels a tick than this, packets would smear into each other and the band takes over. */
const PIXELS_A_TICK = 1.5;
const PIXELS_A_BUCKET = 2;
const STEPS = [1, 2, 5];

/**
 * What a chart remembers of one probe: the newest samples without a hole, and coarser buckets of everything.
 * Both are bounded; samples that fall off the end live on in the buckets.
 */
export class ProbeHistory {
  readonly #cadenceMs: number;
  readonly #origin: number;
  readonly #limits: HistoryLimits;
  #samples: Sample[] = [];
  #overview: Series | null = null;
  #detail: (Series & TimeRange) | null = null;

  constructor(probe: { cadenceMs: number; origin: number }, limits: HistoryLimits = LIMITS) {
    this.#cadenceMs = probe.cadenceMs;
    this.#origin = probe.origin;
    this.#limits = limits;
  }

  /** Where the newest data ends; null before the first. */
  get lastAt(): number | null {
    const bucketed = this.#overview?.buckets.findLast(({ sent }) => sent > 0);
    const ends = [this.#samples.at(-1)?.at, bucketed && bucketed.at + (this.#overview?.bucketMs ?? 0)];
    const [sampled, until] = ends;
    return sampled ?? until ?? null;
  }

  get keptSamples(): number {
    return this.#samples.length;
  }

  /** Takes samples in any order and as often as they come; each counts once. */
  append(samples: readonly Sample[]): void {
    if (samples.length === 0) return;
    const last = this.#samples.at(-1)?.seq ?? 0;
    const isNext = samples.every(({ seq }, index) => seq === last + 1 + index);
    if (isNext) this.#samples.push(...samples);
    else this.#merge(samples);
    if (this.#samples.length > this.#limits.samples) this.#keepFrom(this.#samples.length >> 2);
  }

  /** The whole run so far in buckets, as the server has them. */
  setOverview(series: Series): void {
    this.#overview = series.buckets.length > 0 ? series : null;
    this.#boundOverview();
  }

  /** Finer buckets of one range, for a view that the samples at hand do not reach; null forgets them. */
  setDetail(series: Series | null, range?: TimeRange): void {
    const [first, last] = [series?.buckets[0], series?.buckets.at(-1)];
    this.#detail =
      series && first && last ? { ...series, ...(range ?? { from: first.at, to: last.at + series.bucketMs }) } : null;
  }

  /** What to draw of `range` on so many pixels: packets where they fit, else the finest buckets that cover it. */
  marksOf(range: TimeRange, widthPx: number): Marks {
    const ticks = (range.to - range.from) / this.#cadenceMs;
    if (this.#samplesCover(range.from)) {
      const visible = this.samplesIn(range);
      if (ticks <= widthPx / PIXELS_A_TICK) return packetMarks(visible, this.#cadenceMs);
      const bucketMs = this.#cadenceMs * roundUp((ticks * PIXELS_A_BUCKET) / widthPx);
      return bandMarks(this.#bucketise(visible, bucketMs), bucketMs);
    }
    const series = this.#detailCovers(range) ? this.#detail : this.#overview;
    if (!series) return packetMarks(this.samplesIn(range), this.#cadenceMs);
    const buckets = this.#withLive(series).buckets.filter(
      ({ at }) => at + series.bucketMs >= range.from && at <= range.to,
    );
    return bandMarks(buckets, series.bucketMs);
  }

  #samplesCover(from: number) {
    const first = this.#samples[0];
    if (!first) return false;
    return first.seq === 1 || first.at <= Math.max(from, this.#origin + this.#cadenceMs);
  }

  #detailCovers({ from, to }: TimeRange) {
    if (!this.#detail) return false;
    const { bucketMs, from: first, to: last } = this.#detail;
    return first <= from + bucketMs && last + bucketMs >= Math.min(to, this.lastAt ?? to);
  }

  /** The samples of a range with two ticks more on either side, so that lines run on to the edge. */
  samplesIn({ from, to }: TimeRange) {
    const start = this.#samples.findIndex(({ at }) => at >= from - 2 * this.#cadenceMs);
    if (start < 0) return [];
    const end = this.#samples.findLastIndex(({ at }) => at <= to + 2 * this.#cadenceMs);
    return this.#samples.slice(start, end + 1);
  }

  #withLive(series: Series): Series {
    const live = this.#bucketise(this.#samples, series.bucketMs);
    return { bucketMs: series.bucketMs, buckets: overlay(series.buckets, live) };
  }

  #bucketise(samples: Sample[], bucketMs: number) {
    const first = samples[0];
    const previousTick = first === undefined || first.seq === 1 ? -1 : first.tick - 1;
    return bucketise(samples, { bucketMs, cadenceMs: this.#cadenceMs, previousTick });
  }

  #merge(samples: readonly Sample[]) {
    const bySeq = new Map(this.#samples.map((sample) => [sample.seq, sample]));
    for (const sample of samples) bySeq.set(sample.seq, sample);
    this.#samples = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    const hole = this.#samples.findLastIndex(({ seq }, index) => {
      const before = this.#samples[index - 1];
      return before !== undefined && seq !== before.seq + 1;
    });
    if (hole > 0) this.#keepFrom(hole);
  }

  #keepFrom(index: number) {
    const bucketMs = this.#cadenceMs * 10;
    this.#overview = this.#withLive(this.#overview ?? { bucketMs, buckets: [] });
    this.#boundOverview();
    this.#samples = this.#samples.slice(index);
  }

  #boundOverview() {
    while (this.#overview && this.#overview.buckets.length > this.#limits.buckets) {
      const bucketMs = this.#overview.bucketMs * 2;
      this.#overview = { bucketMs, buckets: widen(this.#overview.buckets, bucketMs) };
    }
  }
}

function roundUp(value: number) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return (STEPS.find((step) => step * power >= value) ?? 10) * power;
}
