import type { ReactNode } from "react";
import { controlClass, Field } from "../../components/field.tsx";

interface SettingInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
  hint?: ReactNode;
  inputMode?: "numeric" | "decimal" | "text";
}

/** One line of a setting. */
export function SettingInput({ label, value, onChange, error, hint, inputMode = "text" }: SettingInputProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          value={value}
          inputMode={inputMode}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
          className={controlClass}
        />
      )}
    </Field>
  );
}
