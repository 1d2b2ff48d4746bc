import { DomainError } from "@fieldline/domain/errors";

interface Rate {
  callsASecond: number;
  burst: number;
  /** What happened and what to do, for who calls too often. */
  refusal: string;
}

/** Keeps a device from calling without end. In memory alone: who is that fast keeps the object there. */
export class CallRate {
  readonly #rate: Rate;
  #left: number;
  #countedAt = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
    this.#left = rate.burst;
  }

  /** Throws RATE_LIMITED, with when to try again, where calls come too often. */
  take(now: number): void {
    const { callsASecond, burst, refusal } = this.#rate;
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#countedAt) * callsASecond) / 1_000);
    this.#countedAt = now;
    if (this.#left < 1)
      throw new DomainError("RATE_LIMITED", refusal, {
        retryAfterMs: Math.ceil(((1 - this.#left) * 1_000) / callsASecond),
      });
    this.#left -= 1;
  }
}
