import type { HTMLInputTypeAttribute, ReactNode } from "react";
import { controlClass, Field } from "../../components/field.tsx";
import type { FieldPath } from "./field-errors.ts";
import type { ProbeDraft } from "./probe-draft.ts";
import type { ProbeForm } from "./use-probe-form.ts";

type TextName = { [K in keyof ProbeDraft]: ProbeDraft[K] extends string ? K : never }[keyof ProbeDraft];

interface TextFieldProps {
  form: ProbeForm;
  name: TextName;
  path: FieldPath;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  placeholder?: string;
  inputMode?: "numeric" | "text" | "url";
  type?: HTMLInputTypeAttribute;
  mono?: boolean;
  className?: string;
  onLeave?: () => void;
}

/** One line of text of the draft, with its error at the field once it has been left. */
export function TextField({ form, name, path, onLeave, mono = false, ...rest }: TextFieldProps) {
  const { label, hint, optional, className, ...input } = rest;
  return (
    <Field label={label} hint={hint} optional={optional ?? false} error={form.errors[path]} className={className ?? ""}>
      {(control) => (
        <input
          {...control}
          {...input}
          name={name}
          data-starts-here={name === "host" || undefined}
          value={form.draft[name]}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          onChange={(event) => form.change({ [name]: event.target.value })}
          onBlur={() => {
            onLeave?.();
            if (form.draft[name].trim()) form.leave(path);
          }}
          className={`${controlClass} ${mono ? "font-mono text-[.93em]" : ""}`}
        />
      )}
    </Field>
  );
}
