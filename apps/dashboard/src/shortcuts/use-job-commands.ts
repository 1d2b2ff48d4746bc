import { statusLook } from "@fieldline/ui/status";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { MIN_SEARCH_LENGTH } from "../pages/jobs/jobs-search.ts";
import type { Command } from "./palette-commands.ts";

const CALM_MS = 200;
const MOST_JOBS = 6;

/** The jobs that hold what was typed, once the typing has stopped for a moment, and the way to all of them. */
export function useJobCommands(typed: string, go: (to: string) => void): Command[] {
  const api = useTRPC();
  const search = useCalm(typed.trim());
  const isSearched = search.length >= MIN_SEARCH_LENGTH;
  const { data } = useQuery(
    api.jobs.list.queryOptions(
      { search, limit: MOST_JOBS },
      { enabled: isSearched, placeholderData: keepPreviousData },
    ),
  );
  if (!isSearched) return [];
  const found = (data?.items ?? []).map(
    ({ id, name, status }): Command => ({
      id,
      label: `${name} · ${statusLook(status).word.toLowerCase()}`,
      group: "Jobs",
      run: () => go(`/jobs/${id}`),
    }),
  );
  const all = `/jobs?q=${encodeURIComponent(search)}`;
  return [...found, { id: "all jobs", label: `Search all jobs for “${search}”`, group: "Jobs", run: () => go(all) }];
}

/** A text once it has not changed for a moment. */
function useCalm(text: string): string {
  const [calm, setCalm] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(text), CALM_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return calm;
}
