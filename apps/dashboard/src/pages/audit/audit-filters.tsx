import { useEffect, useState } from "react";
import { AUDIT_ACTIONS } from "../../audit/action-words.ts";
import { Icon } from "../../components/icon.tsx";
import { MenuChip } from "../jobs/filter-chip.tsx";
import { SearchChip } from "../jobs/search-chip.tsx";
import { ENTITY_CHOICES } from "./audit-choices.ts";
import { type AuditSearch, isNarrowed, readAuditSearch } from "./audit-search.ts";
import { shortId } from "./entity-name.tsx";

const DAY = "h-7 rounded-full border border-line-strong bg-surface px-2.5 text-[13px] text-text max-md:h-9";

interface AuditFiltersProps {
  search: AuditSearch;
  names: ReadonlyMap<string, string>;
  onChange: (search: AuditSearch) => void;
}

/** What narrows the audit; all of it lives in the address. */
export function AuditFilters({ search, names, onChange }: AuditFiltersProps) {
  const { actor, action, type, entity, from, to, q = "" } = search;
  const change = (part: Record<string, unknown>) => onChange(readAuditSearch({ ...search, ...part }));
  const people = [...names].map(([value, label]) => ({ value, label }));
  if (actor && !names.has(actor)) people.push({ value: actor, label: shortId(actor) });
  return (
    <fieldset aria-label="Filters" className="flex min-w-0 flex-wrap items-center gap-2">
      <SearchInput text={q} onSearch={(text) => change({ q: text })} />
      <MenuChip
        name="Who"
        none="Anybody"
        hasNames
        choices={people}
        chosen={actor ? [actor] : []}
        onChange={([value]) => change({ actor: value })}
      />
      <MenuChip
        name="Action"
        choices={AUDIT_ACTIONS}
        chosen={action ? [action] : []}
        onChange={([value]) => change({ action: value })}
      />
      <MenuChip
        name="About"
        none="Anything"
        choices={ENTITY_CHOICES}
        chosen={type ? [type] : []}
        onChange={([value]) => change({ type: value, entity: undefined })}
      />
      {entity && (
        <SearchChip text={names.get(entity) ?? shortId(entity)} onClear={() => change({ entity: undefined })} />
      )}
      <span className="flex items-center gap-2 max-md:w-full max-md:gap-1.5">
        <Day label="From" value={from} onChange={(day) => change({ from: day })} />
        <Day label="To" value={to} onChange={(day) => change({ to: day })} />
      </span>
      {isNarrowed(search) && (
        <button
          type="button"
          onClick={() => onChange({})}
          className="h-7 cursor-pointer rounded-full px-2 text-[13px] text-muted hover:bg-hover hover:text-text max-md:h-9"
        >
          Clear all
        </button>
      )}
    </fieldset>
  );
}

/** A search that is sent by Enter or on leaving. */
function SearchInput({ text, onSearch }: { text: string; onSearch: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const send = () => typed.trim() !== text && onSearch(typed);
  return (
    <search className="max-sm:w-full">
      <form
        className="relative flex w-64 items-center max-sm:w-full"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Icon name="search" className="pointer-events-none absolute left-2.5 text-muted" />
        <input
          type="search"
          aria-label="Search the audit"
          placeholder="Name, id, reason"
          value={typed}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
          onBlur={send}
          className="h-9 w-full rounded-md border border-line-strong bg-surface pr-2.5 pl-8.5 text-text placeholder:text-muted max-md:h-11 max-md:text-[16px]"
        />
      </form>
    </search>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="inline-flex min-w-0 items-center gap-1.5 text-[13px] text-muted max-md:flex-auto max-md:gap-1">
      {label}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value)}
        className={`${DAY} min-w-0 max-md:flex-1 max-md:px-2`}
      />
    </label>
  );
}
