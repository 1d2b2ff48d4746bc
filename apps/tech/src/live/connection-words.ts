import type { JobConnection } from "@fieldline/client/live-job";
import { formatClock } from "@fieldline/ui/time";

export interface ConnectionFacts {
  connection: JobConnection;
  isOnline: boolean;
  /** When the newest sample on the screen was taken, epoch ms. */
  newestAt: number | undefined;
  /** Since when nothing is live, epoch ms; null while it is. */
  lostSince: number | null;
  now: number;
}

const PATIENCE_MS = 4_000;

/** What to tell about the connection; null while there is nothing to tell. */
export function connectionWords({ connection, isOnline, newestAt, lostSince, now }: ConnectionFacts): string | null {
  if (connection === "live" || connection === "ended") return null;
  if (connection === "catching-up") return "Catching up with what was missed…";
  if (connection === "polling") return "Weak connection. New samples come every few seconds.";
  const isPatient = isOnline && connection === "connecting" && (lostSince === null || now - lostSince < PATIENCE_MS);
  if (isPatient) return null;
  if (newestAt === undefined) return "No connection.";
  return `No connection. Showing what arrived until ${formatClock(newestAt)}.`;
}
