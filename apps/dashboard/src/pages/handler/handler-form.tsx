import { INTERPRETERS } from "@fieldline/domain/template";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { Notice } from "../../components/notice.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { UnsavedGuard } from "../../components/unsaved-guard.tsx";
import { LazyCodeEditor } from "../../editor/lazy-code-editor.tsx";
import { SaveBar } from "../../versions/save-bar.tsx";
import { HandlerConflict } from "./handler-conflict.tsx";
import type { HandlerFormState } from "./use-handler-form.ts";

interface HandlerFormProps {
  form: HandlerFormState;
  isNew: boolean;
  isReadOnly: boolean;
  aside?: ReactNode;
}

const CHOICES = INTERPRETERS.map((value) => ({ value, label: value }));

/** A handler's form; what stands beside it comes beneath where there is less room. */
export function HandlerForm({ form, isNew, isReadOnly, aside }: HandlerFormProps) {
  const { draft, errors, change } = form;
  return (
    <div
      className={`mt-3.5 grid items-start gap-3 ${aside ? "grid-cols-[minmax(0,1fr)_minmax(300px,360px)] max-xl:grid-cols-1" : ""}`}
    >
      <UnsavedGuard isUnsaved={form.isUnsaved} what="What you have changed in this handler" />
      <form
        ref={form.form}
        noValidate
        aria-label="Handler"
        onSubmit={(event) => {
          event.preventDefault();
          if (!form.theirs) form.save();
        }}
        className="grid min-w-0 gap-3"
      >
        <HandlerConflict form={form} />
        {errors.rest && (
          <Notice tone="bad" role="alert">
            {errors.rest}
          </Notice>
        )}
        <Card title="About">
          <div className="grid gap-3.5 p-3.5">
            {isNew && (
              <TextInput
                label="Name"
                hint="Steps name it so. It stays."
                value={draft.name}
                error={errors.name}
                maxLength={63}
                isMono
                placeholder="backup-directory"
                onChange={(name) => change({ name })}
              />
            )}
            <TextInput
              label="Description"
              optional
              rows={2}
              value={draft.description}
              error={errors.description}
              maxLength={1_000}
              isReadOnly={isReadOnly}
              onChange={(description) => change({ description })}
            />
            {isReadOnly ? (
              <p>
                <span className="text-muted">Run by </span>
                <span className="font-mono text-[.93em]">{draft.interpreter}</span>
              </p>
            ) : (
              <ChoiceChips
                legend="Run by"
                name="interpreter"
                value={draft.interpreter}
                options={CHOICES}
                onChange={(interpreter) => change({ interpreter })}
              />
            )}
          </div>
        </Card>
        <Card title="Script">
          <div className="p-3.5">
            <LazyCodeEditor
              label="Script"
              language="text"
              value={draft.content}
              isReadOnly={isReadOnly}
              onChange={(content) => change({ content })}
              className="h-[min(560px,60dvh)] min-h-80"
            />
            {errors.content && (
              <p role="alert" className="mt-2 text-[12.5px] text-bad">
                {errors.content}
              </p>
            )}
          </div>
        </Card>
        {!isReadOnly && <SaveBar form={form} make={isNew ? "Make the handler" : undefined} />}
      </form>
      {aside && <div className="grid min-w-0 gap-3">{aside}</div>}
    </div>
  );
}
