import { errorOf } from "@fieldline/client/errors";
import { whenWords } from "./when-words.ts";

export interface SignInFailure {
  text: string;
  /** Whether e-mail and password are at fault, and not the server or the line to it. */
  isWrongPair: boolean;
}

export const OFFLINE_WORDS = "You are offline. Signing in needs a connection.";

/** Why a sign-in did not work and what to do. */
export function signInFailure(thrown: unknown, { now, isOnline }: { now: number; isOnline: boolean }): SignInFailure {
  const { reason, message, details } = errorOf(thrown);
  if (reason === "UNAUTHENTICATED") return { text: message, isWrongPair: true };
  return { text: otherWords(), isWrongPair: false };

  function otherWords() {
    if (reason === "RATE_LIMITED") {
      const { retryAfterMs } = details;
      const when = typeof retryAfterMs === "number" ? whenWords(now + retryAfterMs, now) : "in a few minutes";
      return `Too many tries. Try again ${when}.`;
    }
    return reason === "UNREACHABLE" && !isOnline ? OFFLINE_WORDS : message;
  }
}
