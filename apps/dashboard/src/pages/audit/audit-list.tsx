import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { AuditRow } from "./audit-row.tsx";
import { type AuditSearch, isNarrowed } from "./audit-search.ts";
import { AuditSkeleton } from "./audit-skeleton.tsx";
import type { useAuditList } from "./use-audit-list.ts";

interface AuditListProps {
  search: AuditSearch;
  list: ReturnType<typeof useAuditList>;
  names: ReadonlyMap<string, string>;
  onChange: (search: AuditSearch) => void;
}

/** The audit in each of its states. */
export function AuditList({ search, list: { query, entries, isSearchingOn }, names, onChange }: AuditListProps) {
  return (
    <section
      aria-label="Matching entries"
      aria-busy={query.isFetching}
      className="overflow-hidden rounded-md border border-line bg-surface"
    >
      {(query.isPending || (isSearchingOn && entries.length === 0)) && <AuditSkeleton />}
      {query.isLoadingError && (
        <ErrorState
          what="The audit"
          error={query.error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {query.isSuccess && entries.length === 0 && !query.hasNextPage && (
        <NoEntries search={search} isNarrowed={isNarrowed(search)} onClear={() => onChange({})} />
      )}
      {entries.length > 0 && (
        <table
          aria-label="Audit, newest first"
          className={`w-full border-collapse text-left text-[13.5px] max-md:block max-md:[&>tbody]:block ${query.isPlaceholderData ? "opacity-60" : ""}`}
        >
          <thead className="text-muted max-md:sr-only">
            <tr className="h-9 [&>th]:font-medium">
              <th scope="col" className="pl-3.5">
                When
              </th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
              <th scope="col" className="max-lg:hidden">
                From
              </th>
              <th scope="col" className="max-xl:hidden">
                Request
              </th>
              <th scope="col">
                <span className="sr-only">Details</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <AuditRow
                key={entry.id}
                entry={entry}
                names={names}
                onNarrow={(part) => onChange({ ...search, ...part })}
              />
            ))}
          </tbody>
        </table>
      )}
      {query.isFetchNextPageError && (
        <ErrorState
          what="Earlier entries"
          error={query.error}
          onRetry={() => query.fetchNextPage()}
          isRetrying={query.isFetching}
        />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && entries.length > 0 && (
        <div className="flex justify-center border-t border-line p-3">
          <Button
            onClick={() => query.fetchNextPage({ cancelRefetch: false })}
            aria-disabled={query.isFetchingNextPage || isSearchingOn}
          >
            {query.isFetchingNextPage || isSearchingOn ? "Loading…" : "Show earlier entries"}
          </Button>
        </div>
      )}
    </section>
  );
}

interface NoEntriesProps {
  search: AuditSearch;
  isNarrowed: boolean;
  onClear: () => void;
}

function NoEntries({ search: { q }, isNarrowed, onClear }: NoEntriesProps) {
  if (!isNarrowed)
    return (
      <EmptyState title="Nothing has been done yet">
        Whatever a person, a token or a device changes is written here and stays, with who it was and from where.
      </EmptyState>
    );
  return (
    <EmptyState title="Nothing matches" action={<Button onClick={onClear}>Clear search and filters</Button>}>
      No entry {q ? `has “${q}” in it and fits the filters` : "fits all of these filters"}.
    </EmptyState>
  );
}
