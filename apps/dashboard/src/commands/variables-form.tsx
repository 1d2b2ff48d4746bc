import type { TemplateVariable } from "@fieldline/domain/document";
import { controlClass, Field } from "../components/field.tsx";

interface VariablesFormProps {
  variables: readonly TemplateVariable[];
  values: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
}

/** A field for each of a template's variables; one that is left as it is has its default. */
export function VariablesForm({ variables, values, errors, onChange }: VariablesFormProps) {
  if (variables.length === 0) return <p className="text-muted">This template has no variables.</p>;
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3.5">
      {variables.map(({ name, label, description, required, default: otherwise, pattern }) => (
        <Field
          key={name}
          label={label ?? name}
          optional={!required && !otherwise}
          hint={[description, pattern && `Must match ${pattern}`].filter(Boolean).join(" ") || undefined}
          error={errors[name]}
        >
          {(control) => (
            <input
              {...control}
              name={`variable-${name}`}
              value={values[name] ?? otherwise ?? ""}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              onChange={(event) => onChange({ ...values, [name]: event.target.value })}
              className={`${controlClass} font-mono text-[13px]`}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
