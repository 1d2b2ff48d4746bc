/** So many at once, first come first served. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Runs `act` when there is a place; not at all where `signal` aborts before. */
  async run(act: () => Promise<void>, signal: AbortSignal): Promise<void> {
    if (this.#free > 0) this.#free--;
    else if (!(await this.#turn(signal))) return;
    try {
      if (!signal.aborted) await act();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #turn(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const taken = () => {
        signal.removeEventListener("abort", leave);
        resolve(true);
      };
      const leave = () => {
        const place = this.#waiting.indexOf(taken);
        if (place >= 0) this.#waiting.splice(place, 1);
        resolve(false);
      };
      this.#waiting.push(taken);
      signal.addEventListener("abort", leave, { once: true });
    });
  }
}
