import { TextInput } from "../../components/text-input.tsx";
import type { TemplateFormState } from "./use-template-form.ts";

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 63);

interface AboutFieldsProps {
  form: TemplateFormState;
  isNew: boolean;
  isReadOnly: boolean;
}

/** What the template is called, where it belongs and what it is for. A new one's slug follows its name. */
export function AboutFields({ form: { draft, errors, change }, isNew, isReadOnly }: AboutFieldsProps) {
  const rename = (name: string) =>
    change({ name, ...(isNew && draft.slug === slugOf(draft.name) && { slug: slugOf(name) }) });
  return (
    <div className="grid grid-cols-2 gap-3.5 p-3.5 max-sm:grid-cols-1">
      <TextInput
        label="Name"
        value={draft.name}
        error={errors.name}
        maxLength={100}
        isReadOnly={isReadOnly}
        placeholder="Restart a service"
        onChange={rename}
      />
      {isNew ? (
        <TextInput
          label="Slug"
          hint="Names it in addresses and files. It stays."
          value={draft.slug}
          error={errors.slug}
          maxLength={63}
          isMono
          placeholder="restart-a-service"
          onChange={(slug) => change({ slug })}
        />
      ) : (
        <TextInput
          label="Category"
          optional
          value={draft.category}
          error={errors.category}
          maxLength={50}
          isReadOnly={isReadOnly}
          onChange={(category) => change({ category })}
        />
      )}
      {isNew && (
        <TextInput
          label="Category"
          optional
          value={draft.category}
          error={errors.category}
          maxLength={50}
          placeholder="Services"
          onChange={(category) => change({ category })}
        />
      )}
      <TextInput
        label="Description"
        optional
        className="col-span-full"
        rows={2}
        value={draft.description}
        error={errors.description}
        maxLength={2_000}
        isReadOnly={isReadOnly}
        onChange={(description) => change({ description })}
      />
    </div>
  );
}
