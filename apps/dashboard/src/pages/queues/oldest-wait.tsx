import { formatDuration, formatExact } from "@fieldline/ui/time";
import { useNow } from "../../components/clock.ts";

const LONG_MS = 5 * 60_000;

/** How long the one that came first has waited, to the second; told apart once it is long. */
export function OldestWait({ since }: { since: number }) {
  const waitedMs = Math.max(0, useNow() - since);
  const isLong = waitedMs > LONG_MS;
  return (
    <time
      dateTime={new Date(since).toISOString()}
      title={`Since ${formatExact(since)}`}
      className={isLong ? "font-semibold text-warn" : ""}
    >
      {formatDuration(waitedMs)}
      {isLong && <span className="sr-only"> (long)</span>}
    </time>
  );
}
