import type { InputSchema } from "@fieldline/domain/input-schema";
import type { Json } from "@fieldline/domain/job";
import { useMemo } from "react";
import { errorAt, type TaskErrors } from "./draft-input.ts";
import { valueAt } from "./input-texts.ts";
import { SchemaField } from "./schema-field.tsx";
import { fieldsOfSchema, type InputField } from "./schema-fields.ts";

interface SchemaFormProps {
  schema: InputSchema;
  texts: Readonly<Record<string, string>>;
  errors: TaskErrors;
  /** What the template gives by itself. */
  under: Json;
  onChange: (texts: Record<string, string>) => void;
}

const GRID = "grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1";

/** A form made of an input's schema: a field for each value, a group for each object. */
export function SchemaForm({ schema, texts, errors, under, onChange }: SchemaFormProps) {
  const fields = useMemo(() => fieldsOfSchema(schema), [schema]);
  const draw = (field: InputField) => (
    <SchemaField
      key={field.key}
      field={field}
      text={texts[field.key] ?? ""}
      error={errorAt(errors, `input.${field.key}`)}
      under={valueAt(under, field.path)}
      onChange={(text) => onChange({ ...texts, [field.key]: text })}
    />
  );
  if (fields.length === 0) return <p className="text-muted">This template's tasks take no input.</p>;
  return (
    <div className={GRID}>
      {fields.map((each) =>
        each.kind === "group" ? (
          <fieldset key={each.key} className="col-span-full min-w-0 rounded-md border border-line p-3 pt-2">
            <legend className="px-1 font-medium">{each.label}</legend>
            {each.hint && <p className="mb-2 text-[12.5px] text-muted">{each.hint}</p>}
            <div className={GRID}>{each.fields.map(draw)}</div>
          </fieldset>
        ) : (
          draw(each)
        ),
      )}
    </div>
  );
}
