import { type ReadyPolicy, readyPolicy } from "@fieldline/domain/target-refusal";

type ProbePolicy = Parameters<typeof readyPolicy>[0];

/** A policy of this age is read again, and holds meanwhile. */
const FRESH_MS = 5_000;
/** A tick waits for the next policy rather than go by one of this age. */
const STALE_MS = 30_000;
/** So long a tick waits, and not again for some seconds: a database that is away holds up no ticks. */
const LONGEST_WAIT_MS = 1_000;

interface Parts {
  /** Holds until a policy has been read. */
  fallback: ProbePolicy;
  clock: () => number;
}

/** The policy that all probes of an isolate go by. Where any of them ticks often, none ever waits for it. */
export class PolicyInForce {
  readonly #clock: () => number;
  #policy: ReadyPolicy;
  #readAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #gaveUpAt = Number.NEGATIVE_INFINITY;

  constructor({ fallback, clock }: Parts) {
    this.#clock = clock;
    this.#policy = readyPolicy(fallback);
  }

  /** `read` is the asking object's own: what waits for another object's work may wait for ever. */
  async current(read: () => Promise<ProbePolicy>): Promise<ReadyPolicy> {
    const now = this.#clock();
    const ageMs = now - this.#readAt;
    if (ageMs >= STALE_MS) {
      if (now - this.#gaveUpAt >= FRESH_MS) await this.#waitFor(this.#refresh(read));
    } else if (ageMs >= FRESH_MS && now - this.#askedAt >= FRESH_MS) void this.#refresh(read);
    return this.#policy;
  }

  /** The policy as it stands this moment. */
  async newest(read: () => Promise<ProbePolicy>): Promise<ReadyPolicy> {
    await this.#waitFor(this.#refresh(read));
    return this.#policy;
  }

  async #refresh(read: () => Promise<ProbePolicy>): Promise<void> {
    this.#askedAt = this.#clock();
    try {
      this.#policy = readyPolicy(await read());
      this.#readAt = this.#clock();
    } catch {
      this.#gaveUpAt = this.#clock();
    }
  }

  async #waitFor(refresh: Promise<void>): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#gaveUpAt = this.#clock();
        resolve();
      }, LONGEST_WAIT_MS);
    });
    await Promise.race([refresh, timeout]);
    clearTimeout(timer);
  }
}
