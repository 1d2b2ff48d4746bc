import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { NewProbeLink } from "../../session/new-probe-link.tsx";
import { useCan } from "../../session/use-me.ts";
import { isFiltered, isSearched, type JobsSearch } from "./jobs-search.ts";

/** An empty list: because nothing has been made yet, or because nothing matches. */
export function NoJobs({ search, onClear }: { search: JobsSearch; onClear: () => void }) {
  const canStart = useCan()("jobs.create");
  const newProbe = canStart && <NewProbeLink />;
  const searched = isSearched(search) ? search.q : undefined;
  if (search.unreviewed && !isFiltered({ ...search, unreviewed: undefined }))
    return (
      <EmptyState title="Nothing waits to be looked at">
        Commands and tasks that fail, run out of time or are refused stand here until somebody retries them or marks
        them as looked at.
      </EmptyState>
    );
  if (!isFiltered(search))
    return (
      <EmptyState title="No jobs yet" action={newProbe}>
        A probe measures a target once a second or slower and shows each packet as it comes back.{" "}
        {canStart ? "Start the first one." : "The first one that you may see appears here."}
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <>
          <Button onClick={onClear}>Clear search and filters</Button>
          {newProbe}
        </>
      }
    >
      No job has {searched ? <>“{searched}” in its account, MAC, IP, host, name or id</> : "all of these properties"}
      {searched && (search.status || search.when || search.by) ? " and fits the filters" : ""}. MACs are found with any
      separator.
    </EmptyState>
  );
}
