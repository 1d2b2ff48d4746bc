import type { CommandTemplate } from "@fieldline/domain/template";
import { FilledPreview } from "../../commands/filled-preview.tsx";
import { TemplateChoice } from "../../commands/template-choice.tsx";
import { VariablesForm } from "../../commands/variables-form.tsx";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { ConfirmRollout } from "./confirm-rollout.tsx";
import { MoreFields } from "./more-fields.tsx";
import type { NewRolloutSearch } from "./new-rollout-search.ts";
import { PacingFields } from "./pacing-fields.tsx";
import { ReviewLine } from "./review-line.tsx";
import type { RolloutDraft } from "./rollout-draft.ts";
import { RulesFields } from "./rules-fields.tsx";
import { TargetsFields } from "./targets-fields.tsx";
import { useReach } from "./use-reach.ts";
import { useRolloutForm } from "./use-rollout-form.ts";

interface RolloutFormProps {
  search: NewRolloutSearch;
  template: CommandTemplate | undefined;
  onTemplate: (template: CommandTemplate) => void;
}

/** Everything that a rollout is made of, from what to how fast. */
export function RolloutForm({ search, template, onTemplate }: RolloutFormProps) {
  const form = useRolloutForm(search, template);
  const { draft, change, filled, checked, errors } = form;
  const { data: reached } = useReach(draft);
  const reach = draft.where === "devices" ? { count: draft.deviceIds.length, onlineCount: 0, isMore: false } : reached;
  return (
    <form
      ref={form.form}
      noValidate
      aria-label="New rollout"
      onSubmit={(event) => {
        event.preventDefault();
        form.review();
      }}
      className="mt-3.5 grid max-w-245 gap-3"
    >
      <Card title="What">
        <div className="grid gap-4 p-3.5">
          <TemplateChoice kind="command" chosen={template} onChoose={onTemplate} />
          {errors.templateId && (
            <p data-refused tabIndex={-1} role="alert" className="-mt-3 text-[12.5px] text-bad">
              {template ? errors.templateId : "Choose the template to roll out."}
            </p>
          )}
          {template && (
            <VariablesForm
              variables={template.variables}
              values={draft.variables}
              errors={form.variableErrors}
              onChange={(variables) => change({ variables })}
            />
          )}
          {filled && <FilledPreview filled={filled} />}
        </div>
      </Card>
      <Card title="Where">
        <div className="p-3.5">
          <TargetsFields
            draft={draft}
            reach={reached}
            error={errors.targets && (nothingChosen(draft) ?? errors.targets)}
            onChange={change}
          />
        </div>
      </Card>
      <Card title="How fast">
        <div className="p-3.5">
          <PacingFields
            draft={draft}
            rate={checked.rate}
            count={reach?.isMore ? undefined : reach?.count}
            errors={errors}
            onChange={change}
          />
        </div>
      </Card>
      <Card title="What stops it">
        <div className="p-3.5">
          <RulesFields rules={draft.rules} errors={errors} onChange={(rules) => change({ rules })} />
        </div>
      </Card>
      <MoreFields draft={draft} template={template} errors={errors} onChange={change} />
      <div className="sticky bottom-0 z-10 flex flex-wrap items-center justify-end gap-x-5 gap-y-2 rounded-md border border-line bg-raised p-3.5 shadow-float max-md:static max-md:shadow-none">
        <div className="min-w-0 flex-[1_1_280px]">
          <ReviewLine draft={draft} template={template} checked={checked} reach={reach} />
          {form.failure && (
            <p role="alert" data-refused tabIndex={-1} className="text-bad">
              {form.failure}
            </p>
          )}
        </div>
        <Button type="submit" tone="primary">
          Start the rollout…
        </Button>
      </div>
      {form.isConfirming && template && (
        <ConfirmRollout
          template={template}
          draft={draft}
          reach={reach}
          isStarting={form.isStarting}
          onStart={form.start}
          onClose={form.dismiss}
        />
      )}
      <UnsavedGuard isUnsaved={form.isTouched && !form.isStarting} what="What you have set up" />
    </form>
  );
}

function nothingChosen({ where, deviceIds, groupIds }: RolloutDraft): string | undefined {
  if (where === "groups" && groupIds.length === 0) return "Choose at least one group.";
  return where === "devices" && deviceIds.length === 0 ? "Choose at least one device." : undefined;
}
