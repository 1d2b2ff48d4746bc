import type { Job } from "@fieldline/domain/job";
import { useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { columns as allColumns, features } from "./columns/columns.tsx";
import type { JobColumns } from "./columns/use-job-columns.ts";
import { JobRow } from "./job-row.tsx";
import { useSelected } from "./selection-context.ts";
import { TableHead } from "./table-head.tsx";
import { tableLook } from "./table-look.ts";
import { useRowHeight } from "./use-row-height.ts";
import type { useRowKeys } from "./use-row-keys.ts";

const AHEAD = 15;
const TOP_BAR_PX = 52 + 37;

interface JobsTableProps {
  jobs: Job[];
  /** The row that the keys act on stays mounted wherever the reader scrolls. */
  rowKeys: Pick<ReturnType<typeof useRowKeys>, "activeIndex" | "moves" | "activate">;
  columns: JobColumns;
  hasMore: boolean;
  isLoadingMore: boolean;
  onLoadMore: () => void;
}

/** All jobs that match, as many rows in the page as there is room for. */
export function JobsTable({ jobs, rowKeys, columns, hasMore, isLoadingMore, onLoadMore }: JobsTableProps) {
  const { activeIndex, moves, activate } = rowKeys;
  const table = useTable({ features, columns: allColumns, data: jobs, getRowId: (job) => job.id });
  const { rows } = table.getRowModel();
  const rowHeight = useRowHeight();
  const selection = useSelected();
  const body = useRef<HTMLTableSectionElement>(null);
  const [offsetTop, setOffsetTop] = useState(0);
  useLayoutEffect(() => {
    if (body.current) setOffsetTop(body.current.getBoundingClientRect().top + window.scrollY);
  }, []);

  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollMargin: offsetTop,
    scrollPaddingStart: TOP_BAR_PX,
    scrollPaddingEnd: 80,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return activeIndex < 0 || activeIndex >= rows.length || shown.includes(activeIndex)
        ? shown
        : [...shown, activeIndex].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row height means other places for all rows
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);
  const followKeys = useEffectEvent(() => {
    virtualizer.scrollToIndex(activeIndex, { align: "auto" });
    const id = rows[activeIndex]?.id;
    body.current?.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (moves > 0) followKeys();
  }, [moves]);

  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown >= rows.length - AHEAD) onLoadMore();
  }, [hasMore, isLoadingMore, lastShown, rows.length, onLoadMore]);

  return (
    <table aria-label="Jobs" aria-rowcount={hasMore ? -1 : rows.length + 1} {...tableLook(columns)}>
      <TableHead table={table} columns={columns} />
      <tbody ref={body} className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <JobRow
                key={row.id}
                row={row}
                columns={columns}
                flexRender={table.FlexRender}
                place={{ index, topPx: start - offsetTop, heightPx: rowHeight }}
                isSelected={selection?.has(row.id) ?? false}
                onActivate={activate}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}
