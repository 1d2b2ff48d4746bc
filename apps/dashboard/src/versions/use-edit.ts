import { useState } from "react";

interface Edit<D> {
  draft: D;
  /** What the draft started from; it stays that when somebody else saves. */
  base: D;
  version: number;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is typed over what is stored. Until something is typed, it follows what is stored. */
export function useEdit<D extends object>(stored: D, storedVersion: number) {
  const [edit, setEdit] = useState<Edit<D>>();
  const { draft, base, version } = edit ?? { draft: stored, base: stored, version: storedVersion };
  return {
    draft,
    base,
    version,
    isDirty: !same(draft, base),
    change: (part: Partial<D>) =>
      setEdit((old) => {
        const from = old ?? { draft: stored, base: stored, version: storedVersion };
        return { ...from, draft: { ...from.draft, ...part } };
      }),
    /** Shows what is stored again. */
    forget: () => setEdit(undefined),
  };
}
