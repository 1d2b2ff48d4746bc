import { errorOf } from "@fieldline/client/errors";

const MINUTE_MS = 60_000;

function retryAfterMsOf(error: unknown): number | undefined {
  const { details } = (error as { data?: { details?: { retryAfterMs?: unknown } } }).data ?? {};
  return typeof details?.retryAfterMs === "number" ? details.retryAfterMs : undefined;
}

/** Why one was not signed in, and from when on to try again where tries are counted. */
export function refusalWords(error: unknown): string {
  const { reason, message } = errorOf(error);
  const retryAfterMs = retryAfterMsOf(error);
  if (reason !== "RATE_LIMITED" || retryAfterMs === undefined) return message;
  const minutes = Math.max(1, Math.ceil(retryAfterMs / MINUTE_MS));
  return `Too many tries. Wait a little and try again in ${minutes}\u00a0min.`;
}
