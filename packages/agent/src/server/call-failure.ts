import { errorOf } from "@fieldline/client/errors";

export interface CallFailure {
  /** The server's reason, also one that this agent does not know; `UNREACHABLE` or `UNREADABLE` where no answer came. */
  reason: string;
  message: string;
  details: Record<string, unknown>;
  /** Whether the same call may succeed later. */
  isPassing: boolean;
}

/** A token that was renewed a moment ago and is refused is the server's trouble, so that passes too. */
const PASSING = new Set(["UNREACHABLE", "UNREADABLE", "ABORTED", "UNAVAILABLE", "RATE_LIMITED", "UNAUTHENTICATED"]);

/** What a refused or failed call means to the agent. */
export function callFailureOf(thrown: unknown): CallFailure {
  const known = errorOf(thrown);
  const { data } = thrown as { data?: { reason?: unknown; httpStatus?: unknown } };
  const reason = typeof data?.reason === "string" ? data.reason : known.reason;
  const status = typeof data?.httpStatus === "number" ? data.httpStatus : 0;
  const isPassing = PASSING.has(reason) || status >= 500;
  return { reason, message: wordsOf(reason, thrown) ?? known.message, details: known.details, isPassing };
}

/** What no server has said: the client's own words are for a page's reader, who can reload it. */
function wordsOf(reason: string, thrown: unknown): string | undefined {
  if (reason === "UNREADABLE") return "What answers there is no Fieldline server, or something stands in between.";
  if (reason !== "UNREACHABLE") return undefined;
  const why = rootOf(thrown);
  return why ? `The server cannot be reached: ${why}.` : "The server cannot be reached.";
}

/** The innermost cause's message, since `fetch failed` says nothing. */
function rootOf(thrown: unknown): string | undefined {
  const cause = thrown instanceof AggregateError ? thrown.errors[0] : (thrown as Partial<Error>).cause;
  if (!(cause instanceof Error)) return undefined;
  const { code } = cause as Error & { code?: string };
  return rootOf(cause) ?? (/:error:/.test(cause.message) && code ? code : cause.message);
}

/** The server will not have this device: it was revoked, or is not known there. */
export class Dismissed extends Error {
  override readonly name = "Dismissed";
  readonly reason: string;
  constructor(reason: string) {
    super(
      reason === "DEVICE_REVOKED"
        ? "This device was revoked on the server, so the agent has stopped. To use it again, enrol it with a new token."
        : "The server does not take this device's credentials, so the agent has stopped. Enrol it with a new token.",
    );
    this.reason = reason;
  }
}
