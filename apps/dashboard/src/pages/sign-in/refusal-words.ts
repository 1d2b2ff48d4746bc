import { errorOf } from "@fieldline/client/errors";

const MINUTE_MS = 60_000;

/** Why one was not signed in, and from when on to try again where tries are counted. */
export function refusalWords(error: unknown): string {
  const { reason, message, details } = errorOf(error);
  const { retryAfterMs } = details;
  if (reason !== "RATE_LIMITED" || typeof retryAfterMs !== "number") return message;
  const minutes = Math.max(1, Math.ceil(retryAfterMs / MINUTE_MS));
  return `Too many tries. Wait a little and try again in ${minutes}\u00a0min.`;
}
