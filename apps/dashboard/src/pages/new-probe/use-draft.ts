import { useEffect, useState } from "react";
import { EMPTY_DRAFT, type ProbeDraft } from "./probe-draft.ts";

const keyOf = (from: string | undefined): string => `fieldline.new-probe${from ? `.${from}` : ""}`;

/** What was typed before in this tab; undefined when nothing was, or when storage is closed to us. */
export function storedDraft(from: string | undefined): ProbeDraft | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(from));
    return text ? { ...EMPTY_DRAFT, ...JSON.parse(text) } : undefined;
  } catch {
    return undefined;
  }
}

function store(from: string | undefined, draft: ProbeDraft | undefined): void {
  try {
    if (draft) sessionStorage.setItem(keyOf(from), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(from));
  } catch {
    // Storage is closed to us or full: the draft holds as long as the page does.
  }
}

/** A draft that outlives leaving the page, until it is sent or thrown away. */
export function useDraft(from: string | undefined, start: ProbeDraft) {
  const [draft, setDraft] = useState(() => storedDraft(from) ?? start);
  const isTouched = draft !== start;
  useEffect(() => {
    if (isTouched) store(from, draft);
  }, [from, draft, isTouched]);
  return {
    draft,
    isTouched,
    change: (part: Partial<ProbeDraft>) => setDraft((old) => ({ ...old, ...part })),
    startOver: () => {
      store(from, undefined);
      setDraft(start);
    },
    forget: () => store(from, undefined),
  };
}
