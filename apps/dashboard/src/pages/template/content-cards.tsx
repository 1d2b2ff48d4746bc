import { Card } from "../../components/card.tsx";
import { DocumentField } from "./document-field.tsx";
import { ProbeField } from "./probe-field.tsx";
import { AtOnceFields, InputFields, TaskFields } from "./task-fields.tsx";
import type { TemplateFormState } from "./use-template-form.ts";

/** What jobs of the template do, by its kind. */
export function ContentCards({ form, isReadOnly }: { form: TemplateFormState; isReadOnly: boolean }) {
  const { kind } = form.draft;
  if (kind === "command")
    return (
      <Card title="Document">
        <DocumentField form={form} isReadOnly={isReadOnly} />
      </Card>
    );
  if (kind === "probe")
    return (
      <Card title="Probe">
        <ProbeField form={form} isReadOnly={isReadOnly} />
      </Card>
    );
  return (
    <>
      <Card title="Work">
        <TaskFields form={form} isReadOnly={isReadOnly} />
      </Card>
      <Card title="Input">
        <InputFields form={form} isReadOnly={isReadOnly} />
      </Card>
      <Card title="At once">
        <AtOnceFields form={form} isReadOnly={isReadOnly} />
      </Card>
    </>
  );
}
