import { DomainError } from "@fieldline/domain/errors";
import type { Context } from "./context.ts";

/** Takes one place of a window; throws RATE_LIMITED, with when to try again, where none is left. */
export async function takePlace(
  { limiter }: Pick<Context, "limiter">,
  key: string,
  window: { limit: number; windowMs: number },
): Promise<void> {
  const { ok, retryAfterMs } = await limiter.take(key, window);
  if (ok) return;
  const seconds = Math.ceil(retryAfterMs / 1_000);
  throw new DomainError("RATE_LIMITED", `That was too often in a short time. Try again in ${seconds} s.`, {
    retryAfterMs,
  });
}
