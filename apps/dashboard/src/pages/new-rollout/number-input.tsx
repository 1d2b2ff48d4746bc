import { controlClass, Field } from "../../components/field.tsx";

interface NumberInputProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  unit?: string;
  hint?: string;
  optional?: boolean;
  className?: string;
}

/** A number with its unit. */
export function NumberInput({ label, value, error, onChange, unit, hint, optional, className = "" }: NumberInputProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional ?? false} className={className}>
      {(control) => (
        <span className="flex items-center gap-2">
          <input
            {...control}
            value={value}
            inputMode="decimal"
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
            className={`${controlClass} max-w-28 text-right`}
          />
          {unit && <span className="text-muted">{unit}</span>}
        </span>
      )}
    </Field>
  );
}
