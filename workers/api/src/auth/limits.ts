import type { LimitWindow } from "@fieldline/worker-jobs/limiter-object";
import type { Env } from "../env.ts";

const MINUTE_MS = 60_000;

interface Taken {
  ok: boolean;
  retryAfterMs: number;
  /** Gives the places back: what was tried did not count. */
  giveBack(): Promise<void>;
}

/** Refused sign-ins count: for one account from one network, for one network, and for one account. */
export async function takeSignIn(env: Env, { email, from }: { email: string; from: string }): Promise<Taken> {
  const counted: [string, LimitWindow][] = [
    [`sign-in/pair/${from}/${email}`, { limit: 10, windowMs: 5 * MINUTE_MS }],
    [`sign-in/address/${from}`, { limit: 50, windowMs: 5 * MINUTE_MS }],
    [`sign-in/account/${email}`, { limit: 100, windowMs: 60 * MINUTE_MS }],
  ];
  const taken: { key: string; window: LimitWindow }[] = [];
  const giveBack = async () => {
    await Promise.all(taken.map(({ key, window }) => env.LIMITERS.getByName(key).giveBack(window)));
  };
  // One after the other: what the first refuses costs the others nothing.
  for (const [key, window] of counted) {
    const { ok, retryAfterMs } = await env.LIMITERS.getByName(key).take(window);
    if (!ok) {
      await giveBack();
      return { ok, retryAfterMs, giveBack: async () => {} };
    }
    taken.push({ key, window });
  }
  return { ok: true, retryAfterMs: 0, giveBack };
}
