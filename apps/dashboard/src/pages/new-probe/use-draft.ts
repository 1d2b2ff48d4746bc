import { useEffect, useState } from "react";
import { EMPTY_DRAFT, type ProbeDraft } from "./probe-draft.ts";

/** What was typed before in this tab; undefined when nothing was, or when storage is closed to us. */
export function storedDraft(key: string): ProbeDraft | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text ? { ...EMPTY_DRAFT, ...JSON.parse(text) } : undefined;
  } catch {
    return undefined;
  }
}

function store(key: string, draft: ProbeDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // Storage is closed to us or full: the draft holds as long as the page does.
  }
}

/** A draft that outlives leaving the page, until it is sent or thrown away. */
export function useDraft(key: string, start: ProbeDraft) {
  const [draft, setDraft] = useState(() => storedDraft(key) ?? start);
  const isTouched = draft !== start;
  useEffect(() => {
    if (isTouched) store(key, draft);
  }, [key, draft, isTouched]);
  return {
    draft,
    isTouched,
    change: (part: Partial<ProbeDraft>) => setDraft((old) => ({ ...old, ...part })),
    startOver: () => {
      store(key, undefined);
      setDraft(start);
    },
    forget: () => store(key, undefined),
  };
}
