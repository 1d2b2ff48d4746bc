import { useEffect, useRef } from "react";
import { useSelected } from "./selection-context.ts";

const BOX =
  "relative z-[1] -m-2 grid size-9 cursor-pointer place-items-center rounded-md hover:bg-hover max-md:-m-1 max-md:size-10";

/** Chooses the job of a row. */
export function SelectJob({ id, name }: { id: string; name: string }) {
  const selection = useSelected();
  if (!selection) return null;
  return (
    // Shift would select the text between two clicks.
    <label className={`${BOX} select-none`}>
      <input
        type="checkbox"
        aria-label={`Select ${name}`}
        checked={selection.has(id)}
        onChange={({ nativeEvent }) => selection.toggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
        className="size-4 cursor-pointer accent-accent"
      />
    </label>
  );
}

/** Chooses all rows that are shown, or lets them go. */
export function SelectShown({ count }: { count: number }) {
  const selection = useSelected();
  const box = useRef<HTMLInputElement>(null);
  const chosen = selection?.jobs.length ?? 0;
  const isSome = chosen > 0 && chosen < count;
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome;
  }, [isSome]);
  if (!selection) return <span className="sr-only">Selection</span>;
  return (
    <>
      <span className="sr-only md:hidden">Selection</span>
      <label className={`${BOX} max-md:hidden`}>
        <input
          ref={box}
          type="checkbox"
          aria-label="Select all jobs that are shown"
          checked={count > 0 && chosen === count}
          onChange={selection.toggleShown}
          className="size-4 cursor-pointer accent-accent"
        />
      </label>
    </>
  );
}
