import { variablesIn } from "@fieldline/domain/variables";
import { useRef } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import type { VariableRow } from "./template-draft.ts";
import type { TemplateFormState } from "./use-template-form.ts";
import { VariableFields } from "./variable-fields.tsx";

let added = 0;

function emptyRow(name: string): VariableRow {
  added += 1;
  return { key: `added-${added}`, name, label: "", description: "", default: "", pattern: "", isRequired: false };
}

/** The template's variables; those that the document names and nobody declared are offered. */
export function VariablesFields({
  form: { draft, reading, errors, change },
  isReadOnly,
}: {
  form: TemplateFormState;
  isReadOnly: boolean;
}) {
  const list = useRef<HTMLUListElement>(null);
  const rows = draft.variables;
  const declared = new Set(rows.map(({ name }) => name.trim()));
  const missing = variablesIn(reading.content?.spec ?? {}).filter((name) => !declared.has(name));
  const put = (variables: VariableRow[]) => change({ variables });
  const add = (name = "") => {
    put([...rows, emptyRow(name)]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>("li:last-child input")?.focus());
  };
  return (
    <div className="grid gap-3 p-3.5">
      {rows.length === 0 && (
        <p className="text-muted">
          None. Write <code className="font-mono text-[.93em]">{"{{NAME}}"}</code> where a value goes.
        </p>
      )}
      <ul ref={list} className="grid gap-3">
        {rows.map((row, index) => (
          <VariableFields
            key={row.key}
            row={row}
            index={index}
            errors={errors}
            isReadOnly={isReadOnly}
            onChange={(part) => put(rows.map((each) => (each.key === row.key ? { ...each, ...part } : each)))}
            onRemove={() => put(rows.filter((each) => each.key !== row.key))}
          />
        ))}
      </ul>
      {errors.variables && <p className="text-bad">{errors.variables}</p>}
      {!isReadOnly && (
        <div className="flex flex-wrap gap-2">
          {missing.map((name) => (
            <Button key={name} onClick={() => add(name)}>
              <Icon name="plus" size={13} /> {name}
            </Button>
          ))}
          <Button onClick={() => add()}>
            <Icon name="plus" size={13} /> Add a variable
          </Button>
        </div>
      )}
    </div>
  );
}
