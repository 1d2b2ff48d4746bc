import { copyText } from "./copy.ts";
import { Icon } from "./icon.tsx";

interface CopyTextProps {
  text: string;
  what: string;
}

/** A fact in monospace that is copied by a click. */
export function CopyText({ text, what }: CopyTextProps) {
  return (
    <button
      type="button"
      onClick={() => void copyText(what, text)}
      title={`Copy ${text}`}
      aria-label={`Copy ${what} ${text}`}
      className="group -mx-1 inline-flex max-w-full cursor-copy items-center gap-1 rounded-sm px-1 font-mono text-[.93em] text-text hover:bg-hover"
    >
      <span className="truncate">{text}</span>
      <Icon
        name="copy"
        size={12}
        className="shrink-0 text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </button>
  );
}
