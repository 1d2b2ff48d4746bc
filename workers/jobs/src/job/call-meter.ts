import { DomainError } from "@fieldline/domain/errors";

const CALLS_A_SECOND = 50;
const BURST = 200;

/** Bounds how often a device may tell something of one job; in memory, since no more than a flood is to be held off. */
export class CallMeter {
  #left = BURST;
  #at = 0;

  /** Throws RATE_LIMITED. */
  take(now: number): void {
    this.#left = Math.min(BURST, this.#left + (Math.max(0, now - this.#at) * CALLS_A_SECOND) / 1_000);
    this.#at = now;
    if (this.#left < 1) {
      const retryAfterMs = Math.ceil(((1 - this.#left) * 1_000) / CALLS_A_SECOND);
      throw new DomainError(
        "RATE_LIMITED",
        "That is too much in a short time. Gather what you tell into fewer calls.",
        {
          retryAfterMs,
        },
      );
    }
    this.#left -= 1;
  }
}
