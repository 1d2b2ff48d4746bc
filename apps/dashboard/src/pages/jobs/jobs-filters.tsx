import { JOB_STATUSES } from "@fieldline/domain/job";
import { statusLook } from "@fieldline/ui/status";
import { DropdownMenu } from "radix-ui";
import { MenuCheckItem, MenuRadioItem } from "../../components/menu.tsx";
import { MenuChip, ToggleChip } from "./filter-chip.tsx";
import { type JobsSearch, statusesOf, withStatuses } from "./jobs-search.ts";

/** The statuses that a probe can have, those that are looked for most at the top. */
const PROBE_STATUSES = JOB_STATUSES.filter((status) =>
  ["running", "paused", "completed", "failed", "cancelled"].includes(status),
);
const WHEN_WORDS = { today: "today", "7d": "7 days" } as const;
const SORT_WORDS = { createdAt: "oldest first", "-updatedAt": "last changed", "-lossPercent": "most loss" } as const;

interface JobsFiltersProps {
  search: JobsSearch;
  onChange: (search: JobsSearch) => void;
}

/** What narrows and orders the list; all of it lives in the address. */
export function JobsFilters({ search, onChange }: JobsFiltersProps) {
  const statuses = statusesOf(search);
  const choose =
    <K extends "when" | "sort">(name: K) =>
    (value: string) =>
      onChange({ ...search, [name]: value === "any" ? undefined : value });
  return (
    <fieldset aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      <MenuChip
        name="Status"
        value={statuses.length > 0 ? statuses.map((each) => statusLook(each).word.toLowerCase()).join(", ") : undefined}
        onClear={() => onChange(withStatuses(search, []))}
      >
        {PROBE_STATUSES.map((status) => (
          <MenuCheckItem
            key={status}
            checked={statuses.includes(status)}
            onChange={(checked) =>
              onChange(withStatuses(search, checked ? [...statuses, status] : statuses.filter((s) => s !== status)))
            }
          >
            {statusLook(status).word}
          </MenuCheckItem>
        ))}
      </MenuChip>
      <MenuChip
        name="Created"
        value={search.when && WHEN_WORDS[search.when]}
        onClear={() => onChange({ ...search, when: undefined })}
      >
        <DropdownMenu.RadioGroup value={search.when ?? "any"} onValueChange={choose("when")}>
          <MenuRadioItem value="any">Any time</MenuRadioItem>
          <MenuRadioItem value="today">Today (since 00:00 UTC)</MenuRadioItem>
          <MenuRadioItem value="7d">The last 7 days</MenuRadioItem>
        </DropdownMenu.RadioGroup>
      </MenuChip>
      <ToggleChip
        isOn={search.by === "me"}
        onToggle={() => onChange({ ...search, by: search.by === "me" ? undefined : "me" })}
      >
        Mine
      </ToggleChip>
      <MenuChip
        name="Sort"
        value={search.sort && SORT_WORDS[search.sort]}
        onClear={() => onChange({ ...search, sort: undefined })}
      >
        <DropdownMenu.RadioGroup value={search.sort ?? "any"} onValueChange={choose("sort")}>
          <MenuRadioItem value="any">Newest first</MenuRadioItem>
          <MenuRadioItem value="createdAt">Oldest first</MenuRadioItem>
          <MenuRadioItem value="-updatedAt">Last changed first</MenuRadioItem>
          <MenuRadioItem value="-lossPercent">Most loss first</MenuRadioItem>
        </DropdownMenu.RadioGroup>
      </MenuChip>
    </fieldset>
  );
}
