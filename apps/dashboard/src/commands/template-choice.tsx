import type { Template } from "@fieldline/domain/template";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { controlClass, Field } from "../components/field.tsx";

type OfKind<Kind extends Template["kind"]> = Extract<Template, { kind: Kind }>;

interface TemplateChoiceProps<Kind extends Template["kind"]> {
  /** Only these are offered; of every kind where absent. */
  kind?: Kind;
  chosen: OfKind<Kind> | undefined;
  onChoose: (template: OfKind<Kind>) => void;
}

/** One of the templates, by category. */
export function TemplateChoice<Kind extends Template["kind"]>({ kind, chosen, onChoose }: TemplateChoiceProps<Kind>) {
  const api = useTRPC();
  const { data, isPending } = useQuery(api.templates.list.queryOptions(kind ? { kind } : {}));
  const templates = (data?.items ?? []).filter(
    (each: Template): each is OfKind<Kind> => kind === undefined || each.kind === kind,
  );
  const categories = [...new Set(templates.map(({ category }) => category ?? "Other"))].sort();
  const none = data && templates.length === 0 ? `There is no ${kind ? `${kind} ` : ""}template yet.` : undefined;
  return (
    <Field label="Template" hint={chosen?.description ?? none}>
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
            {isPending ? "Reading the templates…" : "Choose a template"}
          </option>
          {categories.map((category) => (
            <optgroup key={category} label={category}>
              {templates
                .filter((each) => (each.category ?? "Other") === category)
                .map((each) => (
                  <option key={each.id} value={each.id}>
                    {kind === undefined ? `${each.name} (${each.kind})` : each.name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
