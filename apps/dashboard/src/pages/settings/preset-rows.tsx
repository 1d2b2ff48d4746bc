import { useId, useRef } from "react";
import { Button } from "../../components/button.tsx";
import { controlClass } from "../../components/field.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import type { FieldsProps } from "./section.ts";
import type { PresetRow } from "./sections/presets.tsx";

const MOST = 12;
let added = 0;

interface RowButtonProps {
  icon: IconName;
  label: string;
  disabled: boolean;
  className?: string;
  onClick: () => void;
}

function RowButton({ icon, label, disabled, className = "", onClick }: RowButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
      className="grid size-9 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text aria-disabled:cursor-default aria-disabled:opacity-40 aria-disabled:hover:bg-transparent max-md:size-10"
    >
      <Icon name={icon} size={14} className={className} />
    </button>
  );
}

/** Presets in their order: what they are called and how long they are. */
export function PresetRows({ draft, errors, onChange }: FieldsProps<PresetRow[]>) {
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const replace = (index: number, part: Partial<PresetRow>) =>
    onChange(draft.map((row, place) => (place === index ? { ...row, ...part } : row)));
  const move = (index: number, by: 1 | -1) => {
    const rows = [...draft];
    const [row] = rows.splice(index, 1);
    if (row) rows.splice(index + by, 0, row);
    onChange(rows);
    // A row that is moved in the document loses the focus.
    const pressed = document.activeElement as HTMLElement | null;
    requestAnimationFrame(() => pressed?.focus());
  };
  const add = () => {
    added += 1;
    onChange([...draft, { id: `added-${added}`, label: "", time: "" }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  const remove = (index: number) => {
    onChange(draft.filter((_, place) => place !== index));
    requestAnimationFrame(() => {
      const rows = list.current?.querySelectorAll<HTMLElement>("li");
      rows?.[Math.min(index, rows.length - 1)]?.querySelector<HTMLElement>("input")?.focus();
    });
  };
  return (
    <div className="grid max-w-xl gap-2">
      <div aria-hidden="true" className="grid grid-cols-[1fr_1fr_116px] gap-2 text-[12.5px] text-muted max-md:hidden">
        <span>Length</span>
        <span>Called</span>
      </div>
      <ol ref={list} className="grid gap-2">
        {draft.map((row, index) => {
          const name = row.label || row.time || `Preset ${index + 1}`;
          const error = errors[`${index}.ms`] ?? errors[`${index}.label`] ?? errors[index];
          return (
            <li key={row.id} className="grid grid-cols-[1fr_1fr_116px] gap-x-2 gap-y-1 max-md:grid-cols-2">
              <input
                aria-label={`Length of preset ${index + 1}`}
                aria-invalid={Boolean(errors[`${index}.ms`])}
                aria-describedby={error ? `${id}-${index}` : undefined}
                value={row.time}
                placeholder="10 min"
                autoComplete="off"
                onChange={(event) => replace(index, { time: event.target.value })}
                className={controlClass}
              />
              <input
                aria-label={`What preset ${index + 1} is called`}
                aria-invalid={Boolean(errors[`${index}.label`])}
                aria-describedby={error ? `${id}-${index}` : undefined}
                value={row.label}
                placeholder={row.time || "10 min"}
                autoComplete="off"
                onChange={(event) => replace(index, { label: event.target.value })}
                className={controlClass}
              />
              <span className="flex gap-1 max-md:col-span-2 max-md:row-start-3 max-md:justify-end">
                <RowButton icon="up" label={`Move ${name} up`} disabled={index === 0} onClick={() => move(index, -1)} />
                <RowButton
                  icon="up"
                  className="rotate-180"
                  label={`Move ${name} down`}
                  disabled={index === draft.length - 1}
                  onClick={() => move(index, 1)}
                />
                <RowButton
                  icon="close"
                  label={`Remove ${name}`}
                  disabled={draft.length === 1}
                  onClick={() => remove(index)}
                />
              </span>
              {error && (
                <p id={`${id}-${index}`} className="col-span-full row-start-2 text-[12.5px] text-bad">
                  {error}
                </p>
              )}
            </li>
          );
        })}
      </ol>
      {errors[""] && <p className="text-[12.5px] text-bad">{errors[""]}</p>}
      <Button className="justify-self-start" onClick={add} disabled={draft.length >= MOST}>
        <Icon name="plus" size={13} /> Add a preset
      </Button>
    </div>
  );
}
