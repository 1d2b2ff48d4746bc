import type { ReactNode } from "react";
import { Button } from "../../../components/button.tsx";
import { Icon } from "../../../components/icon.tsx";
import { MOST_MATCHES } from "./output-rows.ts";

interface OutputToolbarProps {
  search: string;
  onSearch: (text: string) => void;
  matchCount: number;
  /** The place of the match that is looked at; -1 where there is none. */
  matchAt: number;
  onGo: (to: number) => void;
  isEmpty: boolean;
  /** What stands before it. */
  children?: ReactNode;
  onCopy: () => void;
  onDownload: () => void;
}

/** Finds a text in the output, and takes the output along. */
export function OutputToolbar({
  search,
  onSearch,
  matchCount,
  matchAt,
  onGo,
  isEmpty,
  children,
  ...on
}: OutputToolbarProps) {
  const few = matchCount === MOST_MATCHES ? `${matchCount}+` : String(matchCount);
  return (
    <div className="ml-auto flex min-w-0 flex-wrap items-center gap-1.5 max-sm:w-full">
      {children}
      <div className="relative flex min-w-0 items-center max-sm:basis-full">
        <input
          type="search"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            onGo(matchAt + (event.shiftKey ? -1 : 1));
          }}
          aria-label="Search the output"
          placeholder="Search"
          autoComplete="off"
          spellCheck={false}
          className="h-8 w-46 xl:w-60 rounded-md border border-line-strong bg-surface pr-22 pl-2.5 placeholder:text-muted max-md:h-10 max-md:text-[16px] max-sm:w-full"
        />
        <span role="status" className="pointer-events-none absolute right-2.5 text-[12.5px] text-muted">
          {search !== "" && (matchCount === 0 ? "no match" : `${matchAt + 1} of ${few}`)}
        </span>
      </div>
      <Button
        tone="quiet"
        aria-label="Previous match"
        disabled={matchCount === 0}
        onClick={() => onGo(matchAt - 1)}
        className="w-8 px-0! max-md:w-10"
      >
        <Icon name="chevron" size={13} className="rotate-180" />
      </Button>
      <Button
        tone="quiet"
        aria-label="Next match"
        disabled={matchCount === 0}
        onClick={() => onGo(matchAt + 1)}
        className="w-8 px-0! max-md:w-10"
      >
        <Icon name="chevron" size={13} />
      </Button>
      <Button
        tone="quiet"
        aria-label="Copy the output"
        title="Copy"
        disabled={isEmpty}
        onClick={on.onCopy}
        className="w-8 px-0! max-md:w-10"
      >
        <Icon name="copy" size={14} />
      </Button>
      <Button
        tone="quiet"
        aria-label="Download the output"
        title="Download"
        disabled={isEmpty}
        onClick={on.onDownload}
        className="w-8 px-0! max-md:w-10"
      >
        <Icon name="download" size={14} />
      </Button>
    </div>
  );
}
