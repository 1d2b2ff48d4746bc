import { TemplateChoice } from "../../commands/template-choice.tsx";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Card } from "../../components/card.tsx";
import { Notice } from "../../components/notice.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { SaveBar } from "../../versions/save-bar.tsx";
import { EachRunFields } from "./each-run-fields.tsx";
import type { FieldErrors } from "./read-schedule.ts";
import { RulesFields } from "./rules-fields.tsx";
import { ScheduleConflict } from "./schedule-conflict.tsx";
import { TargetFields } from "./target-fields.tsx";
import type { ScheduleFormState } from "./use-schedule-form.ts";
import { WhenFields } from "./when-fields.tsx";

interface ScheduleFormProps {
  form: ScheduleFormState;
  isNew: boolean;
}

/** Everything that a schedule is made of: what runs, where, when, and by which rules. */
export function ScheduleForm({ form, isNew }: ScheduleFormProps) {
  const { draft, errors, template, change } = form;
  const wrong = Object.keys(errors).length;
  return (
    <form
      ref={form.form}
      noValidate
      aria-label="Schedule"
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.theirs) form.save();
      }}
      className="mt-3.5 grid max-w-245 min-w-0 gap-3"
    >
      <UnsavedGuard isUnsaved={form.isUnsaved} what="What you have changed in this schedule" />
      <ScheduleConflict form={form} />
      {form.failure && (
        <Notice tone="bad" role="alert">
          {form.failure}
        </Notice>
      )}
      <Card title="What">
        <div className="grid gap-4 p-3.5">
          <div className="grid grid-cols-2 gap-3.5 max-sm:grid-cols-1">
            <TextInput
              label="Name"
              maxLength={100}
              placeholder="Nightly sync"
              value={draft.name}
              error={errors.name}
              onChange={(name) => change({ name })}
            />
            <div className="min-w-0">
              <TemplateChoice chosen={template} onChoose={form.choose} />
              {errors.templateId && (
                <p aria-invalid="true" tabIndex={-1} role="alert" className="mt-1 text-[12.5px] text-bad">
                  {errors.templateId}
                </p>
              )}
            </div>
          </div>
          {template && (
            <VariablesForm
              variables={template.variables}
              values={draft.variables}
              errors={variablesIn(errors)}
              onChange={(variables) => change({ variables })}
            />
          )}
        </div>
      </Card>
      <Card title="Where">
        <TargetFields form={form} />
      </Card>
      <Card title="When">
        <WhenFields form={form} />
      </Card>
      <Card title="Too soon, too late">
        <RulesFields form={form} />
      </Card>
      <Card title="Each run">
        <EachRunFields form={form} />
      </Card>
      <label className="flex min-h-9 cursor-pointer items-center gap-2.5 px-1">
        <input
          type="checkbox"
          checked={draft.isEnabled}
          onChange={(event) => change({ isEnabled: event.target.checked })}
          className="size-4 accent-accent"
        />
        Switched on: it runs as soon as it is due
      </label>
      <SaveBar
        form={form}
        make={isNew ? "Make the schedule" : undefined}
        problem={
          wrong > 0 ? (
            <p role="alert" className="mr-auto text-bad">
              {wrong === 1 ? "One field is" : `${wrong} fields are`} not right yet.
            </p>
          ) : undefined
        }
      />
    </form>
  );
}

function variablesIn(errors: FieldErrors): FieldErrors {
  const entries = Object.entries(errors).filter(([path]) => path.startsWith("variables."));
  return Object.fromEntries(entries.map(([path, words]) => [path.slice("variables.".length), words]));
}
