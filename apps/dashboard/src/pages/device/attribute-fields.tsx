import { useId } from "react";
import { Button } from "../../components/button.tsx";
import { controlClass } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import type { AttributeRow } from "./device-draft.ts";

let added = 0;

interface AttributeFieldsProps {
  rows: readonly AttributeRow[];
  errors: Readonly<Record<string, string>>;
  onChange: (rows: AttributeRow[]) => void;
}

/** What is known of a device beside what it says itself, such as its site. */
export function AttributeFields({ rows, errors, onChange }: AttributeFieldsProps) {
  const id = useId();
  const change = (key: string, part: Partial<AttributeRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    added += 1;
    onChange([...rows, { key: `added-${added}`, name: "", value: "" }]);
  };
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1 font-medium">Attributes</legend>
      {rows.map((row, index) => {
        const error = errors[`attributes.${index}`] ?? errors[`attributes.${row.name}`];
        const common = {
          "aria-invalid": error !== undefined,
          "aria-describedby": error ? `${id}-${index}` : undefined,
          autoComplete: "off",
          spellCheck: false,
          className: `${controlClass} font-mono text-[13px]`,
        };
        return (
          <div key={row.key} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_32px] gap-2">
            <input
              {...common}
              aria-label={`Name of attribute ${index + 1}`}
              value={row.name}
              placeholder="site"
              maxLength={63}
              onChange={(event) => change(row.key, { name: event.target.value })}
            />
            <input
              {...common}
              aria-label={`Value of ${row.name || `attribute ${index + 1}`}`}
              value={row.value}
              placeholder="Berlin"
              maxLength={200}
              onChange={(event) => change(row.key, { value: event.target.value })}
            />
            <button
              type="button"
              aria-label={`Remove ${row.name || `attribute ${index + 1}`}`}
              onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
              className="grid h-9 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text max-md:h-11"
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
      {errors.attributes && <p className="text-[12.5px] text-bad">{errors.attributes}</p>}
      <Button className="justify-self-start" onClick={add}>
        <Icon name="plus" size={13} /> Add an attribute
      </Button>
    </fieldset>
  );
}
