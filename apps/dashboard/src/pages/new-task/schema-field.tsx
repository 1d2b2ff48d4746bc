import type { Json } from "@fieldline/domain/job";
import { takenWords } from "@fieldline/domain/taken-words";
import { controlClass, Field } from "../../components/field.tsx";
import { choicesOf, type InputField } from "./schema-fields.ts";
import { TextFileField } from "./text-file-field.tsx";

interface SchemaFieldProps {
  field: InputField;
  text: string;
  error: string | undefined;
  /** What the template gives where nothing is typed. */
  under: Json | undefined;
  onChange: (text: string) => void;
}

/** A value in words; what waits for a variable is nobody's business yet. */
const shown = (value: Json): string => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.includes("{{") ? "" : text;
};

/** One field of a task's input, by what its schema takes. */
export function SchemaField({ field, text, error, under, onChange }: SchemaFieldProps) {
  const { kind, key, label, isRequired, otherwise } = field;
  const stands = under ?? otherwise;
  if (kind === "flag") return <Flag field={field} text={text} error={error} under={stands} onChange={onChange} />;
  if (kind === "file")
    return (
      <TextFileField
        field={field}
        text={text}
        hint={hintOf(field)}
        error={error}
        isOptional={!isRequired || stands !== undefined}
        placeholder={stands === undefined ? "" : shown(stands)}
        onChange={onChange}
      />
    );
  const isWide = kind === "json" || kind === "texts" || kind === "longText";
  return (
    <Field
      label={label}
      hint={hintOf(field)}
      error={error}
      optional={!isRequired || stands !== undefined}
      className={isWide ? "col-span-full" : ""}
    >
      {(control) => {
        const common = { ...control, name: `input-${key}`, value: text, autoComplete: "off", required: false };
        const placeholder = stands === undefined ? "" : shown(stands);
        if (kind === "choice")
          return (
            <select {...common} onChange={(event) => onChange(event.target.value)} className={controlClass}>
              <option value="">
                {stands === undefined ? "Choose" : `${shown(stands) || "The template's"} (unless told)`}
              </option>
              {choicesOf(field.schema).map((value) => (
                <option key={JSON.stringify(value)} value={JSON.stringify(value)}>
                  {shown(value)}
                </option>
              ))}
            </select>
          );
        if (isWide)
          return (
            <textarea
              {...common}
              rows={kind === "texts" ? 3 : 5}
              placeholder={Array.isArray(stands) && kind === "texts" ? stands.join("\n") : placeholder}
              spellCheck={kind === "texts"}
              onChange={(event) => onChange(event.target.value)}
              className={`${controlClass} block h-auto resize-y py-1.5 max-md:h-auto ${kind === "json" ? "font-mono text-[13px]" : ""}`}
            />
          );
        return (
          <input
            {...common}
            type={INPUT_TYPES[kind]}
            inputMode={kind === "number" ? "decimal" : undefined}
            placeholder={placeholder}
            onChange={(event) => onChange(event.target.value)}
            className={controlClass}
          />
        );
      }}
    </Field>
  );
}

const INPUT_TYPES = { text: "text", number: "text", date: "date", dateTime: "datetime-local" } as const;

function hintOf({ kind, hint, schema }: InputField): string | undefined {
  const words =
    kind === "texts" ? "One a line." : kind === "json" ? `As JSON: ${takenWords(schema)}.` : rangeOf(schema);
  return [hint && !/[.!?]$/.test(hint) && words ? `${hint}.` : hint, words].filter(Boolean).join(" ") || undefined;
}

/** What is taken, where the kind of the field does not say it all. */
function rangeOf(schema: InputField["schema"]): string | undefined {
  const { type, format, enum: values } = schema;
  const isPlain = values !== undefined || format === "date" || format === "date-time";
  const words = takenWords(schema);
  const isAny = words === "a text" || words === "a number" || type === undefined;
  return isPlain || isAny ? undefined : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function Flag({ field, text, error, under, onChange }: SchemaFieldProps) {
  const isOn = text === "" ? under === true : text === "true";
  return (
    <div className="min-w-0 self-start sm:pt-7">
      <label className="flex min-h-9 cursor-pointer items-center gap-2 max-md:min-h-11">
        <input
          type="checkbox"
          name={`input-${field.key}`}
          checked={isOn}
          aria-invalid={Boolean(error)}
          onChange={(event) => onChange(String(event.target.checked))}
          className="size-4 accent-accent"
        />
        <span className="font-medium">{field.label}</span>
      </label>
      {(error ?? field.hint) && (
        <p className={`text-[12.5px] ${error ? "text-bad" : "text-muted"}`}>{error ?? field.hint}</p>
      )}
    </div>
  );
}
