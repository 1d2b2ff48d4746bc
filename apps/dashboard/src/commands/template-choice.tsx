import type { Template } from "@fieldline/domain/template";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { controlClass, Field } from "../components/field.tsx";

interface TemplateChoiceProps {
  chosen: Template | undefined;
  onChoose: (template: Template) => void;
}

/** One of the templates, by category. */
export function TemplateChoice({ chosen, onChoose }: TemplateChoiceProps) {
  const api = useTRPC();
  const { data, isPending } = useQuery(api.templates.list.queryOptions({}));
  const templates: Template[] = data?.items ?? [];
  const categories = [...new Set(templates.map(({ category }) => category ?? "Other"))].sort();
  return (
    <Field label="Template" hint={chosen?.description ?? (isPending ? "Reading the templates…" : undefined)}>
      {(control) => (
        <select
          {...control}
          data-starts-here
          value={chosen?.id ?? ""}
          onChange={({ target }) => {
            const found = templates.find(({ id }) => id === target.value);
            if (found) onChoose(found);
          }}
          className={controlClass}
        >
          <option value="" disabled>
            Choose a template
          </option>
          {categories.map((category) => (
            <optgroup key={category} label={category}>
              {templates
                .filter((each) => (each.category ?? "Other") === category)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
