import { controlClass, Field } from "./field.tsx";

interface TextInputProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
  hint?: string;
  optional?: boolean;
  placeholder?: string;
  maxLength?: number;
  /** More than one makes it a text of several lines. */
  rows?: number;
  isReadOnly?: boolean;
  isMono?: boolean;
  /** Whether a dialog that it stands in begins with it. */
  startsHere?: boolean;
  className?: string;
}

/** A text with its name, its hint and what is wrong with it. */
export function TextInput({ label, value, error, onChange, rows = 1, className = "", ...more }: TextInputProps) {
  const { hint, optional = false, isReadOnly, isMono = false, placeholder, maxLength, startsHere } = more;
  return (
    <Field label={label} hint={hint} error={error} optional={optional} className={className}>
      {(control) => {
        const common = {
          ...control,
          value,
          readOnly: isReadOnly,
          placeholder: isReadOnly ? undefined : placeholder,
          maxLength,
          autoComplete: "off",
          "data-starts-here": startsHere || undefined,
          ...(isMono && { spellCheck: false, autoCapitalize: "off" }),
        };
        const look = `${controlClass} ${isMono ? "font-mono text-[13px]" : ""}`;
        return rows > 1 ? (
          <textarea
            {...common}
            rows={rows}
            onChange={(event) => onChange(event.target.value)}
            className={`${look} block h-auto resize-y py-1.5 max-md:h-auto`}
          />
        ) : (
          <input {...common} onChange={(event) => onChange(event.target.value)} className={look} />
        );
      }}
    </Field>
  );
}
