import { DomainError } from "@fieldline/domain/errors";

const CALLS_A_SECOND = 20;
const BURST = 60;

/** Keeps one device from calling without end. In memory alone: who is that fast keeps the object there. */
export class CallRate {
  readonly #clock: () => number;
  #left = BURST;
  #countedAt = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Throws RATE_LIMITED, with when to try again, where a device calls too often. */
  take(): void {
    const now = this.#clock();
    this.#left = Math.min(BURST, this.#left + (Math.max(0, now - this.#countedAt) * CALLS_A_SECOND) / 1_000);
    this.#countedAt = now;
    if (this.#left < 1)
      throw new DomainError(
        "RATE_LIMITED",
        `A device may call ${CALLS_A_SECOND} times a second. Wait, then go on more slowly.`,
        { retryAfterMs: Math.ceil(((1 - this.#left) * 1_000) / CALLS_A_SECOND) },
      );
    this.#left -= 1;
  }
}
