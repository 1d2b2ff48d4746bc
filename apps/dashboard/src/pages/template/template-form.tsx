import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Notice } from "../../components/notice.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { SaveBar } from "../../versions/save-bar.tsx";
import { AboutFields } from "./about-fields.tsx";
import { ContentCards } from "./content-cards.tsx";
import { DefaultsFields } from "./defaults-fields.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { TemplateConflict } from "./template-conflict.tsx";
import type { TemplateFormState } from "./use-template-form.ts";
import { VariablesFields } from "./variables-fields.tsx";

interface TemplateFormProps {
  form: TemplateFormState;
  isNew: boolean;
  isReadOnly: boolean;
  /** What is asked before all else. */
  lead?: ReactNode;
  /** What stands beneath the preview. */
  aside?: ReactNode;
}

/** A template's form at the left, how it looks with values at the right; beneath each other where there is less room. */
export function TemplateForm({ form, isNew, isReadOnly, lead, aside }: TemplateFormProps) {
  const wrongFields = Object.keys(form.errors).length;
  return (
    <div className="mt-3.5 grid grid-cols-[minmax(0,1fr)_minmax(320px,420px)] items-start gap-3 max-xl:grid-cols-1">
      <UnsavedGuard isUnsaved={form.isUnsaved} what="What you have changed in this template" />
      <form
        ref={form.form}
        noValidate
        aria-label="Template"
        onSubmit={(event) => {
          event.preventDefault();
          if (!form.theirs) form.save();
        }}
        className="grid min-w-0 gap-3"
      >
        <TemplateConflict form={form} />
        {form.failure && (
          <Notice tone="bad" role="alert">
            {form.failure}
          </Notice>
        )}
        {lead}
        <Card title="About">
          <AboutFields form={form} isNew={isNew} isReadOnly={isReadOnly} />
        </Card>
        <ContentCards form={form} isReadOnly={isReadOnly} />
        <Card title="Variables">
          <VariablesFields form={form} isReadOnly={isReadOnly} />
        </Card>
        <Card title="Defaults">
          <DefaultsFields form={form} isReadOnly={isReadOnly} />
        </Card>
        {!isReadOnly && (
          <SaveBar
            form={form}
            make={isNew ? "Make the template" : undefined}
            problem={
              wrongFields > 0 ? (
                <p role="alert" className="mr-auto text-bad">
                  {wrongFields === 1 ? "One field is" : `${wrongFields} fields are`} not right yet.
                </p>
              ) : undefined
            }
          />
        )}
      </form>
      <div className="grid min-w-0 gap-3">
        <PreviewCard reading={form.reading} />
        {aside}
      </div>
    </div>
  );
}
