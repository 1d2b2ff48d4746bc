import { DurableObject } from "cloudflare:workers";
import type { JobsEnv } from "../env.ts";

interface Count {
  since: number;
  taken: number;
}

export interface LimitWindow {
  limit: number;
  windowMs: number;
}

/** Counts one thing for one key, such as refused sign-ins from an address, in windows of fixed length. */
export class LimiterObject extends DurableObject<JobsEnv> {
  #count: Count | undefined;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    void ctx.blockConcurrencyWhile(async () => {
      this.#count = await ctx.storage.get<Count>("count");
    });
  }

  /** Takes one place of the window; where none is left, says in how many ms the next window begins. */
  take({ limit, windowMs }: LimitWindow): { ok: boolean; retryAfterMs: number } {
    const now = Date.now();
    const { since, taken } = this.#count && now < this.#count.since + windowMs ? this.#count : { since: now, taken: 0 };
    if (taken >= limit) return { ok: false, retryAfterMs: since + windowMs - now };
    this.#keep({ since, taken: taken + 1 }, { limit, windowMs });
    return { ok: true, retryAfterMs: 0 };
  }

  /** Gives a place back that was taken for what then did not count. */
  giveBack(window: LimitWindow): void {
    if (this.#count) this.#keep({ ...this.#count, taken: Math.max(0, this.#count.taken - 1) }, window);
  }

  /** A window that is over is of no more use. */
  override async alarm(): Promise<void> {
    this.#count = undefined;
    await this.ctx.storage.deleteAll();
  }

  /** Stores each step of a twentieth of the limit, so a crash takes back no more; and lets nobody wait for the disk. */
  #keep(count: Count, { limit, windowMs }: LimitWindow): void {
    const isNew = this.#count?.since !== count.since;
    this.#count = count;
    if (isNew) void this.ctx.storage.setAlarm(count.since + windowMs);
    if (isNew || count.taken % Math.max(1, Math.floor(limit / 20)) === 0)
      void this.ctx.storage.put("count", count, { allowUnconfirmed: true });
  }
}
