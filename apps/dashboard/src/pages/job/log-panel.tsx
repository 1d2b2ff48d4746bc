import type { LogEntry } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { controlClass } from "../../components/field.tsx";
import { LogLine } from "./log-line.tsx";
import { isFoundInside, joinLogs, linesOf } from "./log-lines.ts";

const MOST_LINES = 500;
const EARLIER_PAGE = 1_000;

interface LogPanelProps {
  jobId: string;
  live: readonly LogEntry[];
}

/** The log, newest first. It follows what happens until the reader holds it. */
export function LogPanel({ jobId, live }: LogPanelProps) {
  const api = useTRPC();
  const [search, setSearch] = useState("");
  const [heldAtSeq, setHeldAtSeq] = useState<number | null>(null);
  const [wantsEarlier, setWantsEarlier] = useState(false);
  const before = (live[0]?.seq ?? 1) - 1;
  const earlier = useQuery(
    api.jobs.log.queryOptions(
      wantsEarlier ? { id: jobId, afterSeq: Math.max(0, before - EARLIER_PAGE), limit: EARLIER_PAGE } : skipToken,
    ),
  );
  const all = joinLogs(earlier.data?.items ?? [], live);
  const newestSeq = all.at(-1)?.seq ?? 0;
  const shown = heldAtSeq === null ? all : all.filter(({ seq }) => seq <= heldAtSeq);
  const lines = linesOf(shown, search);
  const waiting = heldAtSeq === null ? 0 : newestSeq - heldAtSeq;
  return (
    <div className="min-h-64">
      <div className="mb-2 flex flex-wrap items-center gap-3">
        <input
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          aria-label="Search the log"
          placeholder="Search the log"
          className={`${controlClass} h-8 max-w-72`}
        />
        <label className="flex cursor-pointer items-center gap-2 max-md:min-h-10">
          <input
            type="checkbox"
            checked={heldAtSeq === null}
            onChange={(event) => setHeldAtSeq(event.target.checked ? null : newestSeq)}
            className="size-4 accent-accent"
          />
          Follow
        </label>
        <p role="status" className="text-muted">
          {waiting > 0 && `${formatQuantity(waiting, "new entry", "new entries")} held back`}
          {search.trim() !== "" && ` ${formatQuantity(lines.length, "entry", "entries")} of ${shown.length}`}
        </p>
      </div>
      {lines.length === 0 && (
        <p className="py-4 text-muted">{all.length === 0 ? "Nothing logged yet." : "No entry holds these words."}</p>
      )}
      <ol aria-label="Log entries, newest first" className="font-mono text-[12.5px] leading-[1.7]">
        {lines.slice(0, MOST_LINES).map((entry) => (
          <LogLine key={entry.seq} entry={entry} isOpen={isFoundInside(entry, search)} />
        ))}
      </ol>
      {lines.length > MOST_LINES && (
        <p className="mt-2 text-muted">The newest {MOST_LINES} are shown; search to find older ones.</p>
      )}
      {before > 0 && !wantsEarlier && (
        <Button className="mt-2" onClick={() => setWantsEarlier(true)}>
          Show {formatQuantity(before, "earlier entry", "earlier entries")}
        </Button>
      )}
    </div>
  );
}
