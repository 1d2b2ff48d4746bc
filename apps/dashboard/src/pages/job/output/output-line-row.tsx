import { formatExact } from "@fieldline/ui/time";
import { markParts } from "./mark-parts.ts";
import type { OutputLine } from "./output-lines.ts";
import { styledParts } from "./styled-parts.ts";

interface OutputLineRowProps {
  line: OutputLine;
  number: number;
  ranges: readonly { from: number; to: number; isCurrent: boolean }[];
}

const MARKS = { match: "bg-warn-weak text-text", current: "bg-accent text-on-accent" } as const;

/** One line: its number, the word "err" where it came from stderr, and the text. */
export function OutputLineRow({ line, number, ranges }: OutputLineRowProps) {
  const isError = line.stream === "stderr";
  return (
    <div
      className={`grid grid-cols-[3.25rem_2rem_minmax(0,1fr)] border-l-3 pr-3 max-sm:grid-cols-[2rem_minmax(0,1fr)] ${isError ? "border-bad bg-bad-weak/45" : "border-transparent"}`}
    >
      <span
        aria-hidden="true"
        title={formatExact(line.at)}
        className="pr-3 text-right text-faint select-none max-sm:hidden"
      >
        {line.isContinued ? "" : number}
      </span>
      <span className="text-[11px] font-semibold text-bad select-none max-sm:pl-1.5">{isError ? "err" : ""}</span>
      <span className="whitespace-pre-wrap wrap-anywhere">
        {markParts(styledParts(line), ranges).map(({ text, className, at, mark }) =>
          mark ? (
            <mark key={at} className={`rounded-xs ${MARKS[mark]}`}>
              {text}
            </mark>
          ) : className ? (
            <span key={at} className={className}>
              {text}
            </span>
          ) : (
            text
          ),
        )}
        {"\n"}
      </span>
    </div>
  );
}
