import type { Json } from "@fieldline/domain/job";
import { useState } from "react";
import { copyText } from "../../components/copy.ts";
import { Icon } from "../../components/icon.tsx";
import { gistOf } from "./json-gist.ts";

interface JsonFoldProps {
  name: string;
  value: Json;
  isOpen?: boolean;
  className?: string;
}

/** A value as JSON: a line of it while it is folded, all of it when it is opened, to be copied either way. */
export function JsonFold({ name, value, isOpen = false, className = "my-1" }: JsonFoldProps) {
  const [isUnfolded, setIsUnfolded] = useState(isOpen);
  const copy = () => void copyText(name, JSON.stringify(value, null, 2), { isSecret: true });
  return (
    <div className={`relative min-w-0 rounded-md border border-line bg-surface text-[13px] ${className}`}>
      <details open={isUnfolded} onToggle={(event) => setIsUnfolded(event.currentTarget.open)}>
        <summary className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md py-1 pr-11 pl-2.5 hover:bg-hover max-md:min-h-10">
          <Icon name="chevron" size={12} className={`shrink-0 text-muted ${isUnfolded ? "" : "-rotate-90"}`} />
          <span className="shrink-0 font-sans font-medium">{name}</span>
          {!isUnfolded && <span className="truncate font-mono text-[12.5px] text-muted">{gistOf(value)}</span>}
        </summary>
        {isUnfolded && (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-120 overflow-auto border-t border-line p-2.5 font-mono text-[12.5px] leading-[1.6]"
          >
            {JSON.stringify(value, null, 2)}
          </pre>
        )}
      </details>
      <button
        type="button"
        aria-label={`Copy the ${name.toLowerCase()}`}
        onClick={copy}
        className="absolute top-0.5 right-1 grid size-7 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text max-md:top-0 max-md:size-10"
      >
        <Icon name="copy" size={13} />
      </button>
    </div>
  );
}
