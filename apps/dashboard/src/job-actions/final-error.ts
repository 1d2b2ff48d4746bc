import type { Job } from "@fieldline/domain/job";

/** What an agent reports of a task's input or result: the same again ends the same. */
const OF_THE_INPUT: ReadonlySet<string> = new Set([
  "INVALID_INPUT",
  "RESULT_NOT_JSON",
  "RESULT_TOO_LARGE",
  "RESULT_TOO_DEEP",
  "RESULT_REFUSED",
]);
/** What is not tried again by itself, and is mended elsewhere: after that the same task is the right one. */
const MENDED_ELSEWHERE: ReadonlySet<string> = new Set([
  "QUEUE_TTL_EXPIRED",
  "DEPENDENCY_FAILED",
  "DEVICE_REVOKED",
  "TARGET_DENIED",
]);

/**
 * Whether another attempt of a failed task would fail as well. A handler that says so (`retryable: false`) is known by
 * its code, or by the attempts that were left and not made.
 */
export function isFinalError({ kind, status, error, retry, attempt }: Job): boolean {
  if (kind !== "task" || status !== "failed" || error === null) return false;
  const hasTriesLeft = retry !== null && attempt < retry.maxAttempts;
  return OF_THE_INPUT.has(error.code) || (hasTriesLeft && !MENDED_ELSEWHERE.has(error.code));
}
