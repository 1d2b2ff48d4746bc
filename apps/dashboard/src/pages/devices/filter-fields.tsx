import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { controlClass } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import { type FilterRow, filterRow } from "./filter-text.ts";

const MOST = 10;
const FIELDS = ["kind", "accountNumber"];

interface FilterFieldsProps {
  rows: readonly FilterRow[];
  errors: Readonly<Record<string, string>>;
  onChange: (rows: FilterRow[]) => void;
}

/** What a dynamic group's devices have in common: each attribute with the values that it may have. */
export function FilterFields({ rows, errors, onChange }: FilterFieldsProps) {
  const api = useTRPC();
  const id = useId();
  const { data } = useQuery(api.devices.list.queryOptions({ limit: 100 }));
  const known = [...new Set([...FIELDS, ...(data?.items.flatMap(({ attributes }) => Object.keys(attributes)) ?? [])])];
  const change = (key: string, part: Partial<FilterRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">Devices whose</legend>
      <datalist id={id}>
        {known.sort().map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {rows.map((row, index) => {
        const error = Object.entries(errors).find(([path]) => path.startsWith(`filter.${index}.`))?.[1];
        const isWrong = (field: string) =>
          Object.keys(errors).some((path) => path.startsWith(`filter.${index}.${field}`));
        return (
          <div
            key={row.key}
            className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1.4fr)_36px] items-start gap-2 max-sm:grid-cols-[minmax(0,1fr)_36px]"
          >
            <input
              aria-label={`Attribute ${index + 1}`}
              aria-invalid={isWrong("key")}
              aria-describedby={error ? `${id}-${index}` : undefined}
              list={id}
              value={row.attribute}
              placeholder="site"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => change(row.key, { attribute: event.target.value })}
              className={`${controlClass} font-mono text-[13px]`}
            />
            <span className="self-center text-muted max-sm:hidden">is</span>
            <textarea
              aria-label={`Values of attribute ${index + 1}, one a line`}
              aria-invalid={isWrong("values")}
              aria-describedby={error ? `${id}-${index}` : undefined}
              rows={Math.min(6, Math.max(1, row.values.split("\n").length))}
              value={row.values}
              placeholder="Berlin"
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => change(row.key, { values: event.target.value })}
              className={`${controlClass} block h-auto min-h-9 resize-y py-1.5 font-mono text-[13px] max-md:h-auto max-sm:col-start-1`}
            />
            <button
              type="button"
              aria-label={`Remove attribute ${index + 1}`}
              disabled={rows.length === 1}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              className="grid size-9 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text disabled:cursor-default disabled:opacity-40 max-sm:col-start-2 max-sm:row-start-1"
            >
              <Icon name="close" size={14} />
            </button>
            {error && (
              <p id={`${id}-${index}`} className="col-span-full text-[12.5px] text-bad">
                {error}
              </p>
            )}
          </div>
        );
      })}
      <p className="text-[12.5px] text-muted">Several values stand one a line; one of them must be the device's.</p>
      {errors.filter && <p className="text-[12.5px] text-bad">{errors.filter}</p>}
      <Button
        className="justify-self-start"
        disabled={rows.length >= MOST}
        onClick={() => onChange([...rows, filterRow()])}
      >
        <Icon name="plus" size={13} /> And another attribute
      </Button>
    </fieldset>
  );
}
