import { ERROR_REASONS, type ErrorReason } from "@fieldline/domain/errors";

/** Why a call failed: the server's reason, or that it could not be reached, not be understood, or was given up by us. */
export type FailureReason = ErrorReason | "UNREACHABLE" | "UNREADABLE" | "ABORTED";

export interface Issue {
  /** The field in dotted form, such as `target.host`. */
  path: string;
  message: string;
}

export interface Failure {
  reason: FailureReason;
  /** What happened and what to do, in words for the reader. */
  message: string;
  /** The fields at fault, in dotted form. */
  paths: string[];
  issues: Issue[];
  /** What the server told beside its words, such as `retryAfterMs`; of unknown shape. */
  details: Record<string, unknown>;
}

const WORDS = {
  UNREACHABLE: "The server cannot be reached. Check your connection and try again.",
  UNREADABLE: "The server gave an answer that cannot be read. Try again in a moment; if it stays, reload the page.",
  ABORTED: "The request was given up before the server answered.",
  INTERNAL: "Something went wrong. Try again in a moment.",
} as const;

/** What a page tells its reader about anything that a call has thrown. */
export function errorOf(thrown: unknown): Failure {
  const { data, message, name, cause } = recordOf(thrown);
  if (isRecord(data)) return answered(data, typeof message === "string" && message ? message : WORDS.INTERNAL);
  const failedFetch = name === "TRPCClientError" ? recordOf(cause) : recordOf(thrown);
  if (failedFetch.name === "AbortError") return failure("ABORTED");
  // `fetch` rejects with a TypeError, in each engine with other words, when no answer came.
  if (name === "TRPCClientError") return failure(failedFetch.name === "TypeError" ? "UNREACHABLE" : "UNREADABLE");
  return failure(isNetworkFailure(thrown) ? "UNREACHABLE" : "INTERNAL");
}

function answered(data: Record<string, unknown>, message: string): Failure {
  const details = recordOf(data.details);
  const issues = listOf(details.issues).flatMap((issue) => {
    const { path, message } = recordOf(issue);
    return typeof path === "string" && typeof message === "string" ? [{ path, message }] : [];
  });
  const paths = listOf(data.paths).filter((path) => typeof path === "string");
  return {
    reason: reasonOf(data),
    message,
    paths: paths.length ? paths : issues.map(({ path }) => path),
    issues,
    details,
  };
}

function reasonOf({ reason, httpStatus }: Record<string, unknown>): ErrorReason {
  const known = ERROR_REASONS.find((known) => known === reason);
  return known ?? (httpStatus === 503 ? "UNAVAILABLE" : "INTERNAL");
}

function failure(reason: keyof typeof WORDS): Failure {
  return { reason, message: WORDS[reason], paths: [], issues: [], details: {} };
}

/** Outside of a tRPC call a TypeError may be a mistake in the code as well. */
function isNetworkFailure(thrown: unknown): boolean {
  return thrown instanceof TypeError && /fetch|network|load failed/i.test(thrown.message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
