import type { LogEntry } from "@fieldline/domain/job";
import { formatClockMs, formatExact } from "@fieldline/ui/time";
import { JsonFold } from "./json-fold.tsx";
import { labelOf } from "./log-lines.ts";

const COLOUR: Record<LogEntry["level"], string> = {
  debug: "text-muted",
  info: "text-info",
  warn: "text-warn",
  error: "text-bad",
};

interface LogLineProps {
  entry: LogEntry;
  /** Whether what the agent sent and got is shown from the start, as where a search has found it there. */
  isOpen?: boolean;
}

export function LogLine({ entry, isOpen = false }: LogLineProps) {
  const { at, level, message, actor, request, response } = entry;
  return (
    <li className="grid grid-cols-[96px_84px_minmax(0,1fr)] gap-x-2.5 px-0.5 hover:bg-hover max-sm:grid-cols-[96px_minmax(0,1fr)] max-sm:py-1">
      <time className="text-muted" dateTime={new Date(at).toISOString()} title={formatExact(at)}>
        {formatClockMs(at)}
      </time>
      <span className={COLOUR[level]}>{labelOf(entry)}</span>
      <div className="min-w-0 wrap-anywhere max-sm:col-span-2">
        {message}
        {(actor.kind === "user" || entry.kind === "payload") && <span className="text-muted"> · {actor.name}</span>}
        {request !== undefined && <JsonFold key={`request ${isOpen}`} name="Request" value={request} isOpen={isOpen} />}
        {response !== undefined && (
          <JsonFold key={`response ${isOpen}`} name="Response" value={response} isOpen={isOpen} />
        )}
      </div>
    </li>
  );
}
