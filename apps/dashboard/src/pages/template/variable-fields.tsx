import { useId } from "react";
import { controlClass } from "../../components/field.tsx";
import { Icon } from "../../components/icon.tsx";
import type { VariableRow } from "./template-draft.ts";

interface VariableFieldsProps {
  row: VariableRow;
  index: number;
  errors: Readonly<Record<string, string>>;
  isReadOnly: boolean;
  onChange: (part: Partial<VariableRow>) => void;
  onRemove: () => void;
}

const FIELDS = [
  { field: "name", label: "Name", placeholder: "SERVICE", isMono: true },
  { field: "label", label: "Called", placeholder: "Service" },
  { field: "default", label: "Default", placeholder: "No default", isMono: true },
  { field: "pattern", label: "Pattern", placeholder: "Any text", isMono: true },
  { field: "description", label: "What it is for", placeholder: "The unit to restart." },
] as const;

/** One variable: a card of small fields, with what is wrong at its foot. */
export function VariableFields({ row, index, errors, isReadOnly, onChange, onRemove }: VariableFieldsProps) {
  const id = useId();
  const name = row.name || `variable ${index + 1}`;
  const wrong = FIELDS.flatMap(({ field }) => errors[`variables.${index}.${field}`] ?? []);
  const whole = errors[`variables.${index}`];
  const words = whole ? [whole, ...wrong] : wrong;
  return (
    <li className="min-w-0 rounded-md border border-line p-2.5">
      <div className="grid grid-cols-4 gap-2 max-lg:grid-cols-2">
        {FIELDS.map(({ field, label, placeholder, ...more }) => (
          <label key={field} className={`min-w-0 ${field === "description" ? "col-span-3 max-lg:col-span-full" : ""}`}>
            <span className="mb-0.5 block text-[12.5px] text-muted">{label}</span>
            <input
              aria-label={`${label} of ${name}`}
              aria-invalid={errors[`variables.${index}.${field}`] !== undefined}
              aria-describedby={words.length > 0 ? id : undefined}
              value={row[field]}
              readOnly={isReadOnly}
              placeholder={isReadOnly ? undefined : placeholder}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => onChange({ [field]: event.target.value })}
              className={`${controlClass} ${"isMono" in more ? "font-mono text-[13px]" : ""}`}
            />
          </label>
        ))}
        <div className="flex items-end justify-between gap-2 max-lg:col-span-full">
          <label className="flex h-9 cursor-pointer items-center gap-2 max-md:h-11">
            <input
              type="checkbox"
              checked={row.isRequired}
              disabled={isReadOnly}
              onChange={(event) => onChange({ isRequired: event.target.checked })}
              className="size-4 accent-accent"
            />
            Required
          </label>
          {!isReadOnly && (
            <button
              type="button"
              aria-label={`Remove ${name}`}
              title={`Remove ${name}`}
              onClick={onRemove}
              className="grid size-9 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text"
            >
              <Icon name="close" size={14} />
            </button>
          )}
        </div>
      </div>
      {words.length > 0 && (
        <p id={id} className="mt-1.5 text-[12.5px] text-bad">
          {words.join(" ")}
        </p>
      )}
    </li>
  );
}
