import type { Logger } from "../log.ts";
import { backOffMs } from "./back-off.ts";
import { callFailureOf } from "./call-failure.ts";
import { orAborted } from "./or-aborted.ts";
import { pause } from "./pause.ts";

/** The server may have everybody wait so long and no longer. */
const LONGEST_WAIT_MS = 300_000;

/** The way to the server: while it is away, everybody who calls waits at one gate instead of knocking on their own. */
export class Line {
  #failures = 0;
  #gate: Promise<void> | undefined;
  #open: AbortController | undefined;
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  get isUp(): boolean {
    return this.#failures === 0;
  }

  /** Calls until the server answers, whatever it says; refusals are thrown, and so is `signal`'s reason. */
  async call<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      await this.#gate;
      signal.throwIfAborted();
      try {
        const answer = await orAborted(act(), signal);
        this.answered();
        return answer;
      } catch (thrown) {
        signal.throwIfAborted();
        const failure = callFailureOf(thrown);
        if (!failure.isPassing) {
          this.answered();
          throw thrown;
        }
        this.#fell(failure.message, failure.details.retryAfterMs, signal);
      }
    }
  }

  /** The server has been heard of: nobody waits any longer. */
  answered(): void {
    if (this.#failures > 0) this.#log.info("The server answers again.", { afterTries: this.#failures });
    this.#failures = 0;
    this.#open?.abort();
  }

  #fell(message: string, retryAfterMs: unknown, signal: AbortSignal): void {
    if (this.#gate) return;
    this.#failures++;
    const wishedMs = typeof retryAfterMs === "number" ? Math.min(LONGEST_WAIT_MS, retryAfterMs) : 0;
    const waitMs = Math.max(backOffMs(this.#failures), wishedMs);
    if (this.#failures === 1)
      this.#log.warn("The server does not answer; what is measured is kept.", { words: message });
    const open = new AbortController();
    this.#open = open;
    this.#gate = pause(waitMs, AbortSignal.any([open.signal, signal])).then(() => {
      this.#gate = undefined;
    });
  }
}
