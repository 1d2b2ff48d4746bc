import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { Button } from "../../../components/button.tsx";
import { Card } from "../../../components/card.tsx";
import { copyText } from "../../../components/copy.ts";
import { Icon } from "../../../components/icon.tsx";
import { downloadText } from "../../../components/text-download.ts";
import type { ShownStep } from "../command/steps-of.ts";
import type { OutputLine } from "./output-lines.ts";
import { OutputRowView } from "./output-row-view.tsx";
import { rowsOf, textOf } from "./output-rows.ts";
import { OutputToolbar } from "./output-toolbar.tsx";
import { useFollow } from "./use-follow.ts";
import { useOutputSearch } from "./use-output-search.ts";
import "./output.css";

const LINE_PX = 20;
const HEADING_PX = 34;
const NOTHING_FOLDED: ReadonlySet<string> = new Set();

interface OutputPanelProps {
  lines: readonly OutputLine[];
  steps: readonly ShownStep[];
  /** What the file is called that it is saved as. */
  fileName: string;
  /** Whether more may come. */
  isLive: boolean;
  /** Whether its end is what matters first. */
  startsAtEnd: boolean;
  /** The step that the reader asked for; a new object for each time. */
  wanted: { step: string } | undefined;
  /** What stands where there is no output. */
  empty: ReactNode;
  /** What stands beside the title. */
  aside?: ReactNode;
  /** Whether it follows the command at this moment. */
  liveState?: ReactNode;
}

/** A command's output as it comes: both streams, by step, searchable, at any length. */
export function OutputPanel({
  lines,
  steps,
  fileName,
  isLive,
  startsAtEnd,
  wanted,
  empty,
  ...place
}: OutputPanelProps) {
  const scroller = useRef<HTMLElement>(null);
  const [folded, setFolded] = useState(NOTHING_FOLDED);
  const [search, setSearch] = useState("");
  const rows = useMemo(() => rowsOf(lines, search ? NOTHING_FOLDED : folded), [lines, folded, search]);
  const found = useOutputSearch(rows, search);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === "line" ? LINE_PX : HEADING_PX),
    overscan: 20,
  });
  const heightPx = virtualizer.getTotalSize();
  const { isFollowing, setIsFollowing, onScroll } = useFollow({
    scroller,
    heightPx,
    isFollowing: isLive || startsAtEnd,
  });
  const show = (row: number, align: "start" | "center") => {
    setIsFollowing(false);
    virtualizer.scrollToIndex(row, { align });
  };
  const go = (to: number) => {
    const match = found.go(to);
    if (match) show(match.row, "center");
  };
  const showFirst = useEffectEvent(() => search && found.matches.length > 0 && go(0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search begins at its first match
  useEffect(() => void showFirst(), [search]);
  const showStep = useEffectEvent((step: string) => {
    const row = rows.findIndex((each) => each.kind === "step" && each.step === step);
    if (row >= 0) show(row, "start");
  });
  useEffect(() => {
    if (wanted) showStep(wanted.step);
  }, [wanted]);
  const toggle = (step: string) =>
    setFolded((old) => (old.has(step) ? new Set([...old].filter((each) => each !== step)) : new Set([...old, step])));

  return (
    <Card
      title="Output"
      aside={
        <>
          {place.aside}
          <OutputToolbar
            search={search}
            onSearch={setSearch}
            matchCount={found.matches.length}
            matchAt={found.at}
            onGo={go}
            isEmpty={lines.length === 0}
            onCopy={() => void copyText("The output", textOf(lines), { isSecret: true })}
            onDownload={() => downloadText(fileName, `${textOf(lines)}\n`)}
          >
            {place.liveState}
          </OutputToolbar>
        </>
      }
    >
      <div className="relative">
        <section
          ref={scroller}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Output of the command"
          onScroll={onScroll}
          className="h-105 min-h-40 resize-y overflow-y-auto overscroll-contain font-mono text-[12.5px] leading-5 focus-visible:-outline-offset-2"
        >
          {rows.length === 0 && (
            <div className="grid h-full place-items-center p-6 text-center font-sans text-[14px] text-muted">
              {empty}
            </div>
          )}
          <div className="relative" style={{ height: heightPx }}>
            {virtualizer.getVirtualItems().map(({ index, key, start }) => {
              const row = rows[index];
              return (
                row && (
                  <div
                    key={key}
                    ref={virtualizer.measureElement}
                    data-index={index}
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    <OutputRowView
                      row={row}
                      step={row.kind === "step" ? steps.find(({ name }) => name === row.step) : undefined}
                      ranges={found.rangesIn(index)}
                      onToggle={toggle}
                    />
                  </div>
                )
              );
            })}
          </div>
        </section>
        {isLive && !isFollowing && (
          <Button
            tone="primary"
            onClick={() => setIsFollowing(true)}
            className="absolute right-5 bottom-4 rounded-full shadow-float"
          >
            <Icon name="up" size={12} className="rotate-180" /> Follow
          </Button>
        )}
      </div>
    </Card>
  );
}
