import { controlClass, Field } from "../../components/field.tsx";

interface PresetFieldProps {
  label: string;
  value: string;
  error: string | undefined;
  /** By one click; an empty text is what stands without it. */
  presets: readonly { text: string; label: string }[];
  hint?: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

/** A short text that is usually one of a few. */
export function PresetField({ label, value, error, presets, hint, placeholder, onChange }: PresetFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="grid gap-2">
          <input
            {...control}
            value={value}
            placeholder={placeholder}
            autoComplete="off"
            onChange={(event) => onChange(event.target.value)}
            className={controlClass}
          />
          <div className="flex flex-wrap gap-1.5">
            {presets.map((preset) => (
              <button
                key={preset.text}
                type="button"
                aria-label={`${label}: ${preset.label}`}
                aria-pressed={value.trim() === preset.text}
                onClick={() => onChange(preset.text)}
                className="min-h-7 cursor-pointer rounded-md border border-line px-2 text-[12.5px] text-muted hover:text-text aria-pressed:border-accent aria-pressed:bg-accent-weak aria-pressed:font-semibold aria-pressed:text-accent max-md:min-h-10 max-md:px-3"
              >
                {preset.label}
              </button>
            ))}
          </div>
        </div>
      )}
    </Field>
  );
}
