import type { Job } from "@fieldline/domain/job";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useJobControls } from "../../job-actions/job-controls.ts";
import { useCan } from "../../session/use-me.ts";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import { useRowQuestion } from "./row-dialogs.tsx";

const START = { activeIndex: -1, moves: 0 };

interface RowKeysOptions {
  /** Another list starts without an active row. */
  listKey: unknown;
  onSelect: (id: string) => void;
}

/** The row that the keyboard is at: j and k move it, o opens its job, x selects it, c asks to cancel it. */
export function useRowKeys(jobs: readonly Job[], { listKey, onSelect }: RowKeysOptions) {
  const navigate = useNavigate();
  const ask = useRowQuestion();
  const [{ activeIndex, moves }, setPlace] = useState(START);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts without an active row
  useEffect(() => setPlace(START), [listKey]);

  const controlsOf = useJobControls();
  const can = useCan();
  const hasRows = jobs.length > 0;
  const active = jobs[activeIndex];
  const move = (by: number) =>
    setPlace((old) => ({
      activeIndex: Math.min(Math.max(old.activeIndex + by, 0), jobs.length - 1),
      moves: old.moves + 1,
    }));
  useShortcut("j", "Next job", () => move(1), { enabled: hasRows });
  useShortcut("k", "Previous job", () => move(-1), { enabled: hasRows });
  useShortcut(
    "o",
    "Open the job",
    () => active && void navigate({ to: "/jobs/$jobId", params: { jobId: active.id } }),
    {
      enabled: hasRows,
    },
  );
  useShortcut("x", "Select the job", () => active && onSelect(active.id), { enabled: hasRows });
  useShortcut("c", "Cancel the job", () => active && controlsOf(active).canCancel && ask("cancel", active), {
    enabled: hasRows && can("jobs.cancel"),
  });
  return {
    activeIndex,
    moves,
    activate: (index: number) => setPlace((old) => ({ ...old, activeIndex: index })),
    reset: () => setPlace(START),
  };
}
