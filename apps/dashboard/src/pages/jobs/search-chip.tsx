import { Icon } from "../../components/icon.tsx";

/** The search that holds, with a way out of it. */
export function SearchChip({ text, onClear }: { text: string; onClear: () => void }) {
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={`Clear the search for ${text}`}
      className="inline-flex h-7 max-w-64 cursor-pointer items-center gap-1.5 rounded-full border border-accent bg-accent-weak px-3 text-[13px] text-accent max-md:h-9"
    >
      <span className="truncate">“{text}”</span>
      <Icon name="close" size={11} className="shrink-0" />
    </button>
  );
}
