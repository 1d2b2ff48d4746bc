import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import { isOfWork, type JobsSearch } from "../jobs-search.ts";
import { useIsPhone } from "../use-row-height.ts";
import { COLUMN_IDS, type ColumnId, columnsText, readColumns, USUAL } from "./column-choice.ts";
import { columnsOf, type ListKind, wantedColumns, withColumn } from "./column-plan.ts";
import { fitColumns, gridOf } from "./fit-columns.ts";
import { keepOwnColumns, useOwnColumns } from "./own-columns.ts";

/** A phone's card has places for these and no others. */
const OF_A_CARD: readonly ColumnId[] = ["target", "priority", "account", "loss", "started"];

interface Options {
  hasSelect: boolean;
  /** Keeps a choice in the address, where the address or its view names columns. */
  onChange: (search: JobsSearch) => void;
}

/** The list's columns: those of the address, else those that the reader prefers, as far as there is room. */
export function useJobColumns(search: JobsSearch, { hasSelect, onChange }: Options) {
  const own = useOwnColumns();
  const isPhone = useIsPhone();
  const { measure, widthPx } = useWidth();
  const kind: ListKind = isOfWork(search) ? "work" : "all";
  const held = search.columns ?? own;
  const { wanted, shown, grid, choice } = useMemo(() => {
    const chosen = readColumns(held) ?? new Map<ColumnId, boolean>();
    const all = wantedColumns(chosen, kind);
    const fitting = fitColumns(all, { widthPx, hasSelect, isOfWork: kind === "work", choice: chosen });
    const drawn = isPhone ? columnsOf(kind).filter((id) => OF_A_CARD.includes(id)) : fitting;
    return { choice: chosen, wanted: all, shown: new Set<string>(drawn), grid: gridOf(drawn, hasSelect) };
  }, [held, kind, widthPx, hasSelect, isPhone]);
  const keep = (text: string) =>
    search.columns === undefined ? keepOwnColumns(text) : onChange({ ...search, columns: text });
  return {
    measure,
    kind,
    hasSelect,
    /** What the reader wants to see. */
    wanted,
    /** What there is room for. */
    shown,
    grid,
    isUsual: held === USUAL,
    toggle: (id: ColumnId, isShown: boolean) => keep(columnsText(withColumn(choice, id, isShown))),
    reset: () => keep(USUAL),
  };
}

export type JobColumns = ReturnType<typeof useJobColumns>;

/** Whether a column is drawn: what is no choice is there always, but for the selection. */
export function isDrawn(id: string, { shown, hasSelect }: JobColumns): boolean {
  return (COLUMN_IDS as readonly string[]).includes(id) ? shown.has(id) : id !== "select" || hasSelect;
}

/** How wide an element is in px, before it is painted and after each change; undefined where nothing is laid out. */
function useWidth() {
  const [element, measure] = useState<HTMLElement | null>(null);
  const [widthPx, setWidthPx] = useState<number>();
  useLayoutEffect(() => setWidthPx(element?.clientWidth || undefined), [element]);
  useEffect(() => {
    if (!element) return;
    const observer = new ResizeObserver(() => setWidthPx(element.clientWidth || undefined));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return { measure, widthPx };
}
