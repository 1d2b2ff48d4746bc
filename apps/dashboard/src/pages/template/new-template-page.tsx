import { Card } from "../../components/card.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { TemplateForm } from "./template-form.tsx";
import { useTemplateForm } from "./use-template-form.ts";

const KINDS = [
  { value: "command", label: "Commands" },
  { value: "task", label: "Tasks" },
  { value: "probe", label: "Probes" },
] as const;
const KIND_HINTS = {
  command: "A job document that a device runs, step by step; rolled out over a fleet too.",
  task: "Work that an agent takes from a queue, with an input that it is given.",
  probe: "A measurement of a target, from the edge or from a device.",
} as const;

/** A template that is not there yet: its kind first, which it keeps. */
export function NewTemplatePage() {
  const form = useTemplateForm(undefined);
  const { kind } = form.draft;
  return (
    <>
      <PageHeader title="New template" />
      <TemplateForm
        form={form}
        isNew
        isReadOnly={false}
        lead={
          <Card title="Kind">
            <div className="p-3.5">
              <ChoiceChips
                legend="A template of"
                name="kind"
                value={kind}
                options={KINDS}
                onChange={(chosen) => form.change({ kind: chosen })}
              />
              <p className="mt-1.5 text-[12.5px] text-muted">{KIND_HINTS[kind]}</p>
            </div>
          </Card>
        }
      />
    </>
  );
}
