import { PageHeader } from "../../shell/page-header.tsx";
import { TemplateForm } from "./template-form.tsx";
import { useTemplateForm } from "./use-template-form.ts";

/** A template that is not there yet. */
export function NewTemplatePage() {
  const form = useTemplateForm(undefined);
  return (
    <>
      <PageHeader title="New template" />
      <TemplateForm form={form} isNew isReadOnly={false} />
    </>
  );
}
