import { useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Icon } from "../components/icon.tsx";
import { Kbd } from "../components/kbd.tsx";
import { readJobsSearch } from "../pages/jobs/jobs-search.ts";
import { readQualifiers } from "../pages/jobs/search-qualifiers.ts";
import { isPaletteKey, PALETTE_KEY } from "../shortcuts/open-palette-key.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

const CommandPalette = lazy(() =>
  import("../shortcuts/command-palette.tsx").then((it) => ({ default: it.CommandPalette })),
);

/** Search over jobs from anywhere: Enter goes to the list with the search in its address. */
export function SearchBox() {
  const navigate = useNavigate();
  const inUrl = useRouterState({
    select: ({ location }) =>
      location.pathname === "/jobs" ? String((location.search as { q?: string }).q ?? "") : "",
  });
  const [text, setText] = useState(inUrl);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setText(inUrl), [inUrl]);
  useShortcut("/", "Search", () => input.current?.select());
  const [hasPalette, setHasPalette] = useState(false);
  useShortcut(PALETTE_KEY, "Pages and commands", () => setHasPalette(true));
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (!isPaletteKey(event)) return;
      event.preventDefault();
      if (!document.querySelector("[role=dialog], [role=alertdialog]")) setHasPalette(true);
    };
    document.addEventListener("keydown", open);
    return () => document.removeEventListener("keydown", open);
  }, []);

  return (
    <search className="min-w-0 flex-[0_1_420px] max-md:flex-1">
      <form
        className="relative flex items-center"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = readQualifiers(text);
          setText(asked.q ?? "");
          void navigate({ to: "/jobs", search: (old) => readJobsSearch({ ...old, ...asked }) });
        }}
      >
        <Icon name="search" className="pointer-events-none absolute left-2.5 text-muted" />
        <input
          ref={input}
          type="search"
          name="q"
          value={text}
          maxLength={200}
          autoComplete="off"
          aria-label="Search jobs by account, MAC, IP, host, name or id"
          placeholder="Account, MAC, IP or job"
          title="Narrow it by status:failed, kind:task, queue:high, account:, device:, type:, by:me or is:unreviewed"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && input.current?.blur()}
          className="h-9 w-full rounded-md border border-line-strong bg-bg pr-24 pl-8.5 text-text placeholder:text-muted max-md:h-10 max-md:pr-2 max-md:text-[16px]"
        />
        <span className="absolute right-2 flex items-center gap-1.5 text-muted">
          <span className="pointer-events-none">
            <Kbd>/</Kbd>
          </span>
          <button
            type="button"
            aria-label={`Pages and commands, ${PALETTE_KEY}`}
            onClick={() => setHasPalette(true)}
            className="cursor-pointer text-text hover:text-accent max-md:hidden"
          >
            <Kbd>{PALETTE_KEY}</Kbd>
          </button>
        </span>
      </form>
      {hasPalette && (
        <Suspense>
          <CommandPalette onClose={() => setHasPalette(false)} />
        </Suspense>
      )}
    </search>
  );
}
