import { useEffect, useEffectEvent, useState } from "react";
import { Icon } from "./icon.tsx";

const CALM_MS = 250;

interface CalmSearchProps {
  label: string;
  placeholder: string;
  text: string;
  onSearch: (text: string) => void;
}

/** A search that follows what is typed, once the typing has stopped for a moment. */
export function CalmSearch({ label, placeholder, text, onSearch }: CalmSearchProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const search = useEffectEvent(() => typed.trim() !== text && onSearch(typed.trim()));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each key starts the wait anew
  useEffect(() => {
    const timer = setTimeout(() => search(), CALM_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <div className="relative flex w-80 items-center max-sm:w-full">
      <Icon name="search" className="pointer-events-none absolute left-2.5 text-muted" />
      <input
        type="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        aria-label={label}
        placeholder={placeholder}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && onSearch(typed.trim())}
        className="h-9 w-full rounded-md border border-line-strong bg-surface pr-2.5 pl-8.5 text-text placeholder:text-muted max-md:h-11 max-md:text-[16px]"
      />
    </div>
  );
}
