import type { Job } from "@fieldline/domain/job";
import { useEffect, useMemo, useState } from "react";

interface Chosen {
  ids: ReadonlySet<string>;
  /** The last one that was chosen or let go, from which Shift reaches on. */
  anchorId: string | undefined;
  /** How many match the filter, where all of them are meant and not only those that are shown. */
  matching: number | undefined;
}

const NONE: Chosen = { ids: new Set(), anchorId: undefined, matching: undefined };

export interface Selection {
  /** Those of the shown jobs that are chosen. */
  jobs: readonly Job[];
  count: number;
  /** Set where all that match the filter are meant: how many they were. */
  matching: number | undefined;
  has: (id: string) => boolean;
  /** Chooses a job or lets it go; `isRange` takes all from the last one on along. */
  toggle: (id: string, isRange?: boolean) => void;
  toggleShown: () => void;
  chooseMatching: (count: number) => void;
  clear: () => void;
}

/** The jobs that are chosen of a list; another list has none chosen. */
export function useSelection(shown: readonly Job[], listKey: unknown): Selection {
  const [{ ids, anchorId, matching }, setChosen] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another choice
  useEffect(() => setChosen(NONE), [listKey]);
  const jobs = useMemo(() => shown.filter(({ id }) => ids.has(id)), [shown, ids]);

  const toggle = (id: string, isRange = false) => {
    const next = new Set(ids);
    const reached = isRange ? between(shown, anchorId, id) : [id];
    for (const each of reached) ids.has(id) ? next.delete(each) : next.add(each);
    setChosen({ ids: next, anchorId: id, matching: undefined });
  };
  const hasAllShown = shown.length > 0 && jobs.length === shown.length;
  return {
    jobs,
    count: matching ?? jobs.length,
    matching,
    has: (id) => ids.has(id),
    toggle,
    toggleShown: () => setChosen(hasAllShown ? NONE : { ...NONE, ids: new Set(shown.map(({ id }) => id)) }),
    chooseMatching: (count) => setChosen({ ...NONE, ids: new Set(shown.map(({ id }) => id)), matching: count }),
    clear: () => setChosen(NONE),
  };
}

/** The ids from one to the other, whichever comes first. */
function between(shown: readonly Job[], fromId: string | undefined, toId: string): string[] {
  const ids = shown.map(({ id }) => id);
  const [from, to] = [fromId === undefined ? -1 : ids.indexOf(fromId), ids.indexOf(toId)];
  return from < 0 ? [toId] : ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}
