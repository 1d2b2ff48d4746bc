import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { Icon } from "../components/icon.tsx";
import { Kbd } from "../components/kbd.tsx";
import { readJobsSearch } from "../pages/jobs/jobs-search.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

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

  return (
    <search className="min-w-0 flex-[0_1_420px] max-md:flex-1">
      <form
        className="relative flex items-center"
        onSubmit={(event) => {
          event.preventDefault();
          const q = text.trim();
          void navigate({ to: "/jobs", search: (old) => readJobsSearch({ ...old, q }) });
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
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && input.current?.blur()}
          className="h-9 w-full rounded-md border border-line-strong bg-bg pr-9 pl-8.5 text-text placeholder:text-muted max-md:h-10 max-md:pr-2 max-md:text-[16px]"
        />
        <span className="pointer-events-none absolute right-2.5 text-muted">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}
