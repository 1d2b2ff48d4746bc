import { KIND_CHOICES, SORT_CHOICES, STATUS_CHOICES, WHEN_CHOICES } from "./choices.ts";
import { MenuChip, ToggleChip } from "./filter-chip.tsx";
import { type JobsSearch, readJobsSearch, statusesOf } from "./jobs-search.ts";
import { QueueChip } from "./queue-chip.tsx";

interface JobsFiltersProps {
  search: JobsSearch;
  onChange: (search: JobsSearch) => void;
}

/** What narrows and orders the list; all of it lives in the address. */
export function JobsFilters({ search, onChange }: JobsFiltersProps) {
  const { kind, when, by, unreviewed, sort } = search;
  const change = (part: Record<string, unknown>) => onChange(readJobsSearch({ ...search, ...part }));
  return (
    <fieldset aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      <MenuChip
        name="Status"
        isMany
        choices={STATUS_CHOICES}
        chosen={statusesOf(search)}
        onChange={(chosen) => change({ status: chosen.join(",") })}
      />
      <MenuChip
        name="Kind"
        none="All kinds"
        choices={KIND_CHOICES}
        chosen={kind ? [kind] : []}
        onChange={([value]) => change({ kind: value })}
      />
      <QueueChip chosen={search.queue} onChange={(queue) => change({ queue })} />
      <MenuChip
        name="Created"
        none="Any time"
        choices={WHEN_CHOICES}
        chosen={when ? [when] : []}
        onChange={([value]) => change({ when: value })}
      />
      <ToggleChip isOn={by === "me"} onToggle={() => change({ by: by === "me" ? undefined : "me" })}>
        Mine
      </ToggleChip>
      <ToggleChip
        isOn={unreviewed === "yes"}
        onToggle={() => change({ unreviewed: unreviewed === "yes" ? undefined : "yes" })}
      >
        Nobody looked
      </ToggleChip>
      <MenuChip
        name="Sort"
        none="Newest first"
        choices={SORT_CHOICES}
        chosen={sort ? [sort] : []}
        onChange={([value]) => change({ sort: value })}
      />
    </fieldset>
  );
}
