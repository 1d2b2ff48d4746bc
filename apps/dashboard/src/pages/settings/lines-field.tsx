import { useId } from "react";
import { controlClass } from "../../components/field.tsx";
import { entriesOf, type LineEntry } from "./lines.ts";
import type { FieldErrors } from "./section.ts";

interface LinesFieldProps {
  label: string;
  hint: string;
  /** The list's name within the setting; its errors are at `name.0`, `name.1` and so on. */
  name: string;
  value: string;
  placeholder: string;
  errors: FieldErrors;
  onChange: (value: string) => void;
}

/** A list that is typed one entry a line; what is wrong is told by line. */
export function LinesField({ label, hint, name, value, placeholder, errors, onChange }: LinesFieldProps) {
  const id = useId();
  const wrong = entriesOf(value).flatMap((entry: LineEntry, index) => {
    const error = errors[`${name}.${index}`];
    return error ? [{ ...entry, error }] : [];
  });
  const whole = errors[name];
  const isWrong = wrong.length > 0 || whole !== undefined;
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <textarea
        id={id}
        value={value}
        rows={Math.min(Math.max(value.split("\n").length, 3), 10)}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.target.value)}
        className={`${controlClass} block h-auto max-md:h-auto resize-y py-1.5 font-mono text-[13px] leading-[1.6]`}
      />
      <div id={`${id}-note`} className={`mt-1 text-[12.5px] ${isWrong ? "text-bad" : "text-muted"}`}>
        {whole && <p>{whole}</p>}
        {wrong.map(({ line, text, error }) => (
          <p key={line} className="wrap-anywhere">
            Line {line}, <span className="font-mono">{text}</span>: {error}
          </p>
        ))}
        {!isWrong && <p>{hint}</p>}
      </div>
    </div>
  );
}
