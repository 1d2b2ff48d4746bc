import { errorOf } from "@fieldline/client/errors";
import { detailOf, whenWords } from "../session/when-words.ts";

/** What a limit says to someone who wants to start: how much is used and when there is room again. Null for no limit. */
export function limitWords(thrown: unknown, now: number): string | null {
  const { reason, message } = errorOf(thrown);
  if (reason === "LIMIT_JOBS_PER_DAY") {
    const [used, limit, resetsAt] = ["used", "limit", "resetsAt"].map((name) => detailOf(thrown, name));
    if (used == null || limit == null || resetsAt == null) return message;
    return `You have started ${used} of ${limit} jobs today. You can start more ${whenWords(resetsAt, now)}.`;
  }
  if (reason === "RATE_LIMITED") {
    const retryAfterMs = detailOf(thrown, "retryAfterMs");
    const when = retryAfterMs === null ? "in a moment" : whenWords(now + retryAfterMs, now);
    return `Too many starts at once. Try again ${when}.`;
  }
  if (reason !== "LIMIT_RUNNING_JOBS") return null;
  const [running, limit] = [detailOf(thrown, "running"), detailOf(thrown, "limit")];
  if (running === null || limit === null) return message;
  return `${running} of ${limit} probes are under way. There is room again as soon as one of them ends.`;
}
