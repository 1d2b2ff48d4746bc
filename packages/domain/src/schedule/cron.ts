import { TZDate } from "@date-fns/tz";
import { Cron } from "croner";

export interface Timing {
  /** Five fields, or six with seconds first. */
  cron: string;
  /** By its IANA name. */
  timeZone: string;
}

/** The rules by which a pattern is read; docs/decisions/0018 says what they mean where clocks change. */
function cronOf({ cron, timeZone }: Timing): Cron {
  return new Cron(cron, { timezone: timeZone, mode: "5-or-6-parts", fixedTimeRule: "no-wildcard", paused: true });
}

/** When a schedule is due, as its pattern says it: strictly one after the other, whatever the clocks of its zone do. */
export class Occurrences {
  readonly #cron: Cron;
  readonly #timing: Timing;

  /** Throws for a pattern that `parseCron` refuses, or a zone that is none. */
  constructor(timing: Timing) {
    this.#cron = cronOf(timing);
    this.#timing = timing;
  }

  /** The first that comes after this moment; undefined where there is none. */
  after(at: number): number | undefined {
    return this.#cron.nextRun(moment(at))?.getTime();
  }

  /** The first so many that come after this moment. */
  nextAfter(at: number, count: number): number[] {
    return this.#cron.nextRuns(count, moment(at)).map((run) => run.getTime());
  }

  /** Those from `from` on and before `to`, the first so many. */
  between(from: number, to: number, most: number): number[] {
    const found: number[] = [];
    for (let at = this.after(from - 1); at !== undefined && at < to && found.length < most; at = this.after(at))
      found.push(at);
    return found;
  }

  /** The last that came before this moment. */
  before(at: number): number | undefined {
    return this.#cron.previousRuns(1, moment(at))[0]?.getTime();
  }

  /** How many there are from `first` to `last`, which are two of them; counted one by one no further than `most`. */
  count(first: number, last: number, most: number): { count: number; isMore: boolean } {
    const places = this.#places(first, last);
    if (places) return { count: countAlike(first, last, places), isMore: false };
    let count = 1;
    for (let at = this.after(first); at !== undefined && at <= last; at = this.after(at)) {
      if (count === most) return { count, isMore: true };
      count++;
    }
    return { count, isMore: false };
  }

  /** Where they are in a minute or in an hour, if each is like every other; undefined where hours or days differ. */
  #places(first: number, last: number): Places | undefined {
    const fields = fieldsOf(this.#timing.cron);
    const isEach = fields.map((field) => field === "*");
    if (isEach.slice(-4).includes(false)) return undefined;
    const spanMs = isEach.at(-5) ? MINUTE_MS : HOUR_MS;
    const places = this.#placesWithin(first, spanMs);
    // A zone that was shifted by half an hour in between has them elsewhere.
    return String(places) === String(this.#placesWithin(last, spanMs)) ? { spanMs, places } : undefined;
  }

  #placesWithin(at: number, spanMs: number): number[] {
    const start = at - (at % spanMs);
    const places: number[] = [];
    for (let run = this.after(start - 1); run !== undefined && run < start + spanMs; run = this.after(run))
      places.push(run - start);
    return places;
  }
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

interface Places {
  spanMs: number;
  places: number[];
}

function countAlike(first: number, last: number, { spanMs, places }: Places): number {
  const upTo = (at: number) => {
    const spans = Math.floor(at / spanMs);
    return spans * places.length + places.filter((place) => place <= at - spans * spanMs).length;
  };
  return upTo(last) - upTo(first) + 1;
}

const moment = (at: number) => new TZDate(at, "UTC");

export function fieldsOf(cron: string): string[] {
  return cron.trim().split(/\s+/);
}
