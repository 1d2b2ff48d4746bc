import type { LogEntry } from "@fieldline/domain/job";
import { useMemo, useRef } from "react";
import { type OutputLine, OutputLines } from "./output-lines.ts";

interface Read {
  output: OutputLines;
  attempt: number;
  first: LogEntry | undefined;
  count: number;
}

/** The lines of one attempt's output; what has been put together once is not again as more comes. */
export function useOutputLines(log: readonly LogEntry[], attempt: number): readonly OutputLine[] {
  const read = useRef<Read>(undefined);
  return useMemo(() => {
    const known = read.current;
    const goesOn = known && known.attempt === attempt && known.first === log[0] && known.count <= log.length;
    const from = goesOn ? known : { output: new OutputLines(), attempt, first: log[0], count: 0 };
    const fresh = log.slice(from.count).filter((entry) => entry.kind === "output" && entry.attempt === attempt);
    if (fresh.length > 0) from.output.append(fresh);
    read.current = { ...from, count: log.length };
    return from.output.lines;
  }, [log, attempt]);
}
