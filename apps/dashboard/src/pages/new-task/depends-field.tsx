import type { DependencyRule, Job } from "@fieldline/domain/job";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { CalmSearch } from "../../components/calm-search.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Icon } from "../../components/icon.tsx";
import { StatusChip } from "../../components/status-chip.tsx";
import { MIN_SEARCH_LENGTH } from "../jobs/jobs-search.ts";
import { errorAt } from "./draft-input.ts";
import type { TaskForm } from "./use-task-form.ts";

const RULES: readonly { value: DependencyRule; label: string }[] = [
  { value: "fail", label: "It fails too" },
  { value: "cancel", label: "It is cancelled" },
  { value: "run", label: "It runs all the same" },
];

/** The jobs that must end before it starts, found by a part of their name or id. */
export function DependsField({ form: { draft, errors, change } }: { form: TaskForm }) {
  const [search, setSearch] = useState("");
  const api = useTRPC();
  const isSearched = search.length >= MIN_SEARCH_LENGTH;
  const { data, isFetching } = useQuery(api.jobs.list.queryOptions(isSearched ? { search, limit: 8 } : skipToken));
  const chosen = draft.dependsOn;
  const found: Job[] = isSearched ? ((data?.items ?? []) as Job[]) : [];
  const offered = found.filter(({ id }) => !chosen.some((each) => each.id === id));
  const error = errorAt(errors, "dependsOn");
  return (
    <div className="grid gap-3">
      <div className="grid gap-2">
        <p className="font-medium">
          Waits for <span className="font-normal text-muted">(optional)</span>
        </p>
        {chosen.length > 0 && (
          <ul aria-label="Jobs that it waits for" className="grid gap-1">
            {chosen.map((job) => (
              <li key={job.id} className="flex min-h-9 items-center gap-3 rounded-md border border-line pl-2.5">
                <span className="min-w-0 flex-1 truncate">{job.name}</span>
                <StatusChip status={job.status} />
                <button
                  type="button"
                  aria-label={`Do not wait for ${job.name}`}
                  onClick={() => change({ dependsOn: chosen.filter(({ id }) => id !== job.id) })}
                  className="grid size-9 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text max-md:size-11"
                >
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <CalmSearch
          label="Search jobs to wait for"
          placeholder="Name, account or id"
          text={search}
          onSearch={setSearch}
        />
        {isSearched && (
          <ul aria-label="Jobs found" className="max-h-52 overflow-y-auto rounded-md border border-line p-1">
            {offered.map((job) => (
              <li key={job.id}>
                <button
                  type="button"
                  onClick={() => change({ dependsOn: [...chosen, { id: job.id, name: job.name, status: job.status }] })}
                  className="flex min-h-9 w-full cursor-pointer items-center gap-3 rounded-sm px-2 text-left hover:bg-hover max-md:min-h-11"
                >
                  <span className="min-w-0 flex-1 truncate">{job.name}</span>
                  <StatusChip status={job.status} />
                </button>
              </li>
            ))}
            {offered.length === 0 && (
              <li className="p-2 text-muted">{isFetching ? "Looking…" : `No other job has “${search}”.`}</li>
            )}
          </ul>
        )}
        {error && (
          <p role="alert" data-refused tabIndex={-1} className="text-[12.5px] text-bad">
            {error}
          </p>
        )}
      </div>
      {chosen.length > 0 && (
        <ChoiceChips
          legend="Where one of them does not complete"
          name="rule"
          value={draft.onDependencyFailure}
          options={RULES}
          onChange={(onDependencyFailure) => change({ onDependencyFailure })}
        />
      )}
    </div>
  );
}
