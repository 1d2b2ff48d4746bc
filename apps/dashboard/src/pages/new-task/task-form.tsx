import type { TaskTemplate } from "@fieldline/domain/template";
import { TemplateChoice } from "../../commands/template-choice.tsx";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Notice } from "../../components/notice.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { Limits } from "../new-probe/limits.tsx";
import { DependsField } from "./depends-field.tsx";
import { errorAt, type TaskErrors } from "./draft-input.ts";
import { InputCard } from "./input-card.tsx";
import { PlaceFields } from "./place-fields.tsx";
import type { TaskDraft } from "./task-draft.ts";
import { TermsFields } from "./terms-fields.tsx";
import { useTaskForm } from "./use-task-form.ts";
import { WorkFields } from "./work-fields.tsx";

const WAYS = [
  { value: "template", label: "A template" },
  { value: "type", label: "A type, by hand" },
] as const;

interface TaskFormProps {
  start: TaskDraft;
  template: TaskTemplate | undefined;
  onTemplate: (template: TaskTemplate) => void;
}

/** Everything that a task is made of: what, with which input, by whom and when. */
export function NewTaskForm({ start, template, onTemplate }: TaskFormProps) {
  const form = useTaskForm(start, template);
  const { draft, errors, change } = form;
  const isReady = draft.way === "type" || template !== undefined;
  const wrong = Object.keys(errors).length;
  return (
    <form
      ref={form.form}
      noValidate
      aria-label="New task"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
      className="mt-3.5 grid max-w-[1040px] items-start gap-3 lg:grid-cols-[minmax(0,1fr)_264px]"
    >
      <div className="grid min-w-0 gap-3">
        {form.failure && (
          <Notice tone="bad" role="alert">
            {form.failure}
          </Notice>
        )}
        <Card title="What">
          <div className="grid gap-4 p-3.5">
            <ChoiceChips
              legend="Made of"
              name="way"
              value={draft.way}
              options={WAYS}
              onChange={(way) => change({ way })}
            />
            {draft.way === "template" ? (
              <div>
                <TemplateChoice
                  kind="task"
                  chosen={template}
                  onChoose={(chosen) => {
                    onTemplate(chosen);
                    change({ variables: {}, fields: {}, rest: {} });
                  }}
                />
                {errors.templateId && (
                  <p data-refused tabIndex={-1} role="alert" className="mt-1 text-[12.5px] text-bad">
                    {errors.templateId}
                  </p>
                )}
              </div>
            ) : (
              <TextInput
                label="Type"
                hint="What an agent's handler is called."
                placeholder="sync.finance"
                isMono
                value={draft.type}
                error={errors.type}
                maxLength={100}
                onChange={(type) => change({ type })}
              />
            )}
            {draft.way === "template" && template && template.variables.length > 0 && (
              <VariablesForm
                variables={template.variables}
                values={draft.variables}
                errors={variablesIn(errors)}
                onChange={(variables) => change({ variables })}
              />
            )}
          </div>
        </Card>
        {isReady && (
          <>
            <InputCard key={template?.id} form={form} />
            <Card title="Work">
              <div className="p-3.5">
                <WorkFields form={form} />
              </div>
            </Card>
            <Card title="Who">
              <div className="p-3.5">
                <PlaceFields form={form} />
              </div>
            </Card>
            <Card title="When">
              <div className="grid gap-4 p-3.5">
                <TermsFields form={form} />
                <DependsField form={form} />
              </div>
            </Card>
            <div className="rounded-md border border-line bg-surface p-3.5">
              <TextInput
                label="Notes"
                optional
                rows={2}
                value={draft.notes}
                error={errors.notes}
                maxLength={4_000}
                onChange={(notes) => change({ notes })}
              />
            </div>
          </>
        )}
      </div>
      <aside
        aria-label="Limits and start"
        className="grid gap-3 rounded-md border border-line bg-surface p-3.5 lg:sticky lg:top-18"
      >
        <p className="font-semibold">{whoWords(draft, template)}</p>
        <Limits />
        <Button type="submit" tone="primary" className="h-10 w-full" aria-disabled={form.isSending}>
          {form.isSending ? "Making…" : "Make the task"}
        </Button>
        {wrong > 0 && (
          <p role="status" className="text-[12.5px] text-bad">
            {errorAt(errors, "deviceId") ?? `${wrong === 1 ? "One field is" : `${wrong} fields are`} not right yet.`}
          </p>
        )}
      </aside>
      <UnsavedGuard isUnsaved={form.isTouched} what="What you have filled in" />
    </form>
  );
}

function variablesIn(errors: TaskErrors): Record<string, string> {
  const own = Object.entries(errors).filter(([path]) => path.startsWith("variables."));
  return Object.fromEntries(own.map(([path, words]) => [path.slice("variables.".length), words]));
}

function whoWords({ place, queue, agent, way }: TaskDraft, template: TaskTemplate | undefined): string {
  if (place === "agent") return agent ? `For ${agent.name}` : "For one agent";
  const usual = way === "template" ? template?.defaults.queue : undefined;
  return `Into the queue ${queue || usual || "standard"}`;
}
