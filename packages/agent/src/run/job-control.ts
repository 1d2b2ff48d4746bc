import type { Wish } from "@fieldline/domain/device";

/** Why a run was told to end before its time. `lost`: the attempt is not this device's any more. */
export type EndReason = "cancelled" | "lost" | "stopped" | "timedOut";

/** What the server, or the end of the agent, wants of one running attempt. */
export class JobControl {
  readonly #ending = new AbortController();
  #resume: (() => void) | undefined;
  #paused: Promise<void> | undefined;
  #change = new AbortController();
  #pausedAt = 0;
  #pausedMs = 0;

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Aborts at the next wish or end, for who waits for something else meanwhile. */
  get change(): AbortSignal {
    return this.#change.signal;
  }

  get isPaused(): boolean {
    return this.#paused !== undefined;
  }

  /** How long it was paused in all the pauses that are over. */
  get pausedMs(): number {
    return this.#pausedMs;
  }

  get endReason(): EndReason | undefined {
    return this.signal.aborted ? (this.signal.reason as EndReason) : undefined;
  }

  apply(wish: Wish): void {
    if (wish === "cancel") this.end("cancelled");
    else if (wish === "pause") this.#pause();
    else this.#unpause();
  }

  end(reason: EndReason): void {
    if (this.signal.aborted) return;
    this.#ending.abort(reason);
    this.#unpause();
    this.#changed();
  }

  /** Resolves at once unless paused, else when it goes on or ends. */
  async waitWhilePaused(): Promise<void> {
    while (this.#paused) await this.#paused;
  }

  #pause(): void {
    if (this.#paused || this.signal.aborted) return;
    this.#pausedAt = performance.now();
    this.#paused = new Promise((resolve) => {
      this.#resume = resolve;
    });
    this.#changed();
  }

  #unpause(): void {
    if (!this.#paused) return;
    this.#pausedMs += performance.now() - this.#pausedAt;
    this.#paused = undefined;
    this.#resume?.();
    this.#changed();
  }

  #changed(): void {
    const before = this.#change;
    this.#change = new AbortController();
    before.abort();
  }
}
