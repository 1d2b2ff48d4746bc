import type { Job } from "@fieldline/domain/job";
import { bucketise, widen } from "@fieldline/domain/series";
import type { JobStore } from "./job-store.ts";

const MINUTE_MS = 60_000;

/** Gathers the samples of every minute that is over into one bucket each, for the series of long runs. */
export class MinuteRoll {
  readonly #store: JobStore;
  #through: number;

  constructor(store: JobStore) {
    this.#store = store;
    this.#through = store.rolledThrough();
  }

  /** Whether a minute is over by then that has not been gathered. */
  isDue(at: number): boolean {
    return startOf(at) > this.#through;
  }

  /**
   * Gathers what is over by then, and gives whether there was a minute. Ticks that were missed across a minute's end
   * belong in part to a minute that is stored already.
   */
  roll(job: Job, at: number): boolean {
    const through = startOf(at);
    if (job.kind !== "probe" || through <= this.#through) return false;
    const { before, samples } = this.#store.samplesBetween(this.#through, through);
    const { cadenceMs } = job.spec;
    const fresh = bucketise(samples, { bucketMs: MINUTE_MS, cadenceMs, previousTick: before?.tick ?? -1 });
    const stored = fresh[0] ? this.#store.minutesBetween(fresh[0].at, this.#through) : [];
    this.#store.writeMinutes(widen([...stored, ...fresh], MINUTE_MS));
    this.#through = through;
    return true;
  }
}

const startOf = (at: number) => Math.floor(at / MINUTE_MS) * MINUTE_MS;
