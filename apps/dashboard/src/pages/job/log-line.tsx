import type { LogEntry } from "@fieldline/domain/job";
import { formatClockMs, formatExact } from "@fieldline/ui/time";
import { labelOf } from "./log-lines.ts";

const COLOUR: Record<LogEntry["level"], string> = {
  debug: "text-muted",
  info: "text-info",
  warn: "text-warn",
  error: "text-bad",
};

export function LogLine({ entry }: { entry: LogEntry }) {
  const { at, level, message, actor } = entry;
  return (
    <li className="grid grid-cols-[96px_84px_minmax(0,1fr)] gap-x-2.5 px-0.5 hover:bg-hover max-sm:grid-cols-[96px_minmax(0,1fr)] max-sm:py-1">
      <time className="text-muted" dateTime={new Date(at).toISOString()} title={formatExact(at)}>
        {formatClockMs(at)}
      </time>
      <span className={COLOUR[level]}>{labelOf(entry)}</span>
      <span className="wrap-anywhere max-sm:col-span-2">
        {message}
        {actor.kind === "user" && <span className="text-muted"> · {actor.name}</span>}
      </span>
    </li>
  );
}
