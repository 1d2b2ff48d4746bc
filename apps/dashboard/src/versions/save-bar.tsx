import type { ReactNode } from "react";
import { Button } from "../components/button.tsx";

interface SaveBarProps {
  form: { isDirty: boolean; isSaving: boolean; theirs: unknown; undo(): void };
  /** What makes a new one is called; undefined where there is one. */
  make: string | undefined;
  /** What stands in the way, instead of that nothing is saved yet. */
  problem?: ReactNode;
}

/** Undo and save at the foot of a form that is longer than the window. */
export function SaveBar({ form: { isDirty, isSaving, theirs, undo }, make, problem }: SaveBarProps) {
  return (
    <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-bg px-1 py-2.5 max-md:bottom-16">
      {problem ?? (isDirty && <p className="mr-auto font-semibold text-warn">Not saved</p>)}
      <Button onClick={undo} disabled={!isDirty}>
        Undo
      </Button>
      <Button type="submit" tone="primary" disabled={(!isDirty && !make) || isSaving || theirs !== undefined}>
        {isSaving ? "Saving…" : (make ?? "Save")}
      </Button>
    </div>
  );
}
