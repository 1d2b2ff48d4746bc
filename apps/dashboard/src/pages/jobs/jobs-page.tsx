import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCan, useMe } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { BulkDock } from "./bulk/bulk-dock.tsx";
import { ColumnsMenu } from "./columns/columns-menu.tsx";
import { useJobColumns } from "./columns/use-job-columns.ts";
import { JobsFilters } from "./jobs-filters.tsx";
import { JobsList } from "./jobs-list.tsx";
import { isSearched, type JobsSearch, MIN_SEARCH_LENGTH } from "./jobs-search.ts";
import { NewJobMenu } from "./new-job-menu.tsx";
import { RowDialogsProvider } from "./row-dialogs.tsx";
import { SearchChip } from "./search-chip.tsx";
import { SelectionContext } from "./selection-context.ts";
import { useJobList } from "./use-job-list.ts";
import { useSelection } from "./use-selection.ts";
import { ViewsMenu } from "./views/views-menu.tsx";

/** Every job, filtered and searched by what the address says. */
export function JobsPage() {
  const search = useSearch({ from: "/jobs" });
  const navigate = useNavigate();
  const list = useJobList(search);
  const selection = useSelection(list.jobs, list.input);
  const canSelect = useCan()("jobs.bulk");
  const change = (next: JobsSearch) => void navigate({ to: "/jobs", search: next });
  const isUnknown = useMe() === undefined;
  const columns = useJobColumns(search, { hasSelect: canSelect || isUnknown, onChange: change });
  const isTooShort = search.q !== undefined && !isSearched(search);
  const { isSuccess, hasNextPage } = list.query;
  return (
    <RowDialogsProvider>
      <PageHeader title="Jobs">
        <p role="status" className="mr-1 min-w-20 self-center text-right text-muted">
          {isSuccess && `${list.jobs.length}${hasNextPage ? "+" : ""} ${list.jobs.length === 1 ? "job" : "jobs"}`}
        </p>
        <NewJobMenu />
      </PageHeader>
      <div className="mt-3.5 mb-3 flex flex-wrap items-center gap-2">
        <ViewsMenu search={search} onPick={change} />
        <JobsFilters search={search} onChange={change} />
        {search.q && <SearchChip text={search.q} onClear={() => change({ ...search, q: undefined })} />}
        <ColumnsMenu columns={columns} />
      </div>
      {isTooShort && (
        <p role="status" className="mb-3 text-muted">
          “{search.q}” is not searched for: a search takes {MIN_SEARCH_LENGTH} characters or more.
        </p>
      )}
      <SelectionContext value={canSelect ? selection : undefined}>
        <JobsList search={search} list={list} columns={columns} onClear={() => change({})} />
      </SelectionContext>
      {canSelect && <BulkDock selection={selection} list={list} search={search} />}
    </RowDialogsProvider>
  );
}
