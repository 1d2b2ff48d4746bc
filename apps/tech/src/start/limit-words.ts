import { errorOf } from "@fieldline/client/errors";
import { whenWords } from "../session/when-words.ts";

/** What a limit says to someone who wants to start: how much is used and when there is room again. Null for no limit. */
export function limitWords(thrown: unknown, now: number): string | null {
  const { reason, message, details } = errorOf(thrown);
  const { used, limit, resetsAt, running, retryAfterMs } = details;
  if (reason === "LIMIT_JOBS_PER_DAY") {
    if (typeof used !== "number" || typeof limit !== "number" || typeof resetsAt !== "number") return message;
    return `You have started ${used} of ${limit} jobs today. You can start more ${whenWords(resetsAt, now)}.`;
  }
  if (reason === "RATE_LIMITED") {
    const when = typeof retryAfterMs === "number" ? whenWords(now + retryAfterMs, now) : "in a moment";
    return `Too many starts at once. Try again ${when}.`;
  }
  if (reason !== "LIMIT_RUNNING_JOBS") return null;
  if (typeof running !== "number" || typeof limit !== "number") return message;
  return `${running} of ${limit} probes are under way. There is room again as soon as one of them ends.`;
}
