import { uptime } from "node:os";

interface Reading {
  offsetMs: number;
  roundTripMs: number;
}
interface Clocks {
  /** Runs evenly; stands still while some machines sleep. */
  steadyMs(): number;
  /** Coarse, and goes on while the machine sleeps. */
  uptimeMs(): number;
  wallMs(): number;
}

const KEPT = 8;
const SLEPT_MS = 1_000;
const SYSTEM: Clocks = {
  steadyMs: () => performance.now(),
  uptimeMs: () => uptime() * 1_000,
  wallMs: () => Date.now(),
};

/** The server's clock as seen from here: neither a wrong clock of this machine nor a step of it moves the grid. */
export class ServerClock {
  readonly #clocks: Clocks;
  #readings: Reading[] = [];
  #offsetMs: number;
  #sleepMs: number;

  constructor(clocks: Clocks = SYSTEM) {
    this.#clocks = clocks;
    this.#sleepMs = this.#lagMs();
    this.#offsetMs = clocks.wallMs() - clocks.steadyMs();
  }

  /** The server's time, in epoch ms. */
  now(): number {
    const lagMs = this.#lagMs();
    if (lagMs - this.#sleepMs > SLEPT_MS) {
      this.#offsetMs += lagMs - this.#sleepMs;
      this.#sleepMs = lagMs;
      this.#readings = [];
    }
    return Math.round(this.#clocks.steadyMs() + this.#offsetMs);
  }

  /** The server's time of a moment that this machine's clock told a while ago, in epoch ms. */
  ofLocal(localMs: number): number {
    return Math.round(localMs + this.now() - this.#clocks.wallMs());
  }

  /** Asks by `act`, and learns from the answer's `now`; of the last readings the quickest counts. */
  async read<T extends { now?: number }>(act: () => Promise<T>): Promise<T> {
    const askedAt = this.#clocks.steadyMs();
    const answer = await act();
    if (answer.now !== undefined) this.#learn(answer.now, askedAt, this.#clocks.steadyMs());
    return answer;
  }

  #learn(serverNow: number, askedAt: number, answeredAt: number): void {
    const reading = { offsetMs: serverNow - (askedAt + answeredAt) / 2, roundTripMs: answeredAt - askedAt };
    this.#readings = [...this.#readings, reading].slice(-KEPT);
    this.#offsetMs = this.#readings.reduce((best, it) => (it.roundTripMs < best.roundTripMs ? it : best)).offsetMs;
  }

  #lagMs(): number {
    return this.#clocks.uptimeMs() - this.#clocks.steadyMs();
  }
}
