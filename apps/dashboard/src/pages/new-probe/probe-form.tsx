import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Cost } from "./cost.tsx";
import { CustomerFields } from "./customer-fields.tsx";
import { Limits } from "./limits.tsx";
import { MoreFields } from "./more-fields.tsx";
import type { ProbeDraft } from "./probe-draft.ts";
import type { ProbeOrigin } from "./probe-origin.ts";
import { RhythmFields } from "./rhythm-fields.tsx";
import { TargetFields } from "./target-fields.tsx";
import { useProbeForm } from "./use-probe-form.ts";

interface ProbeFormProps {
  /** Where what is typed is kept. */
  draftKey: string;
  start: ProbeDraft;
  /** The template that it is made of, where there is one. */
  origin?: ProbeOrigin;
}

/** Everything that a probe needs, with its cost beside it. */
export function ProbeForm({ draftKey, start, origin }: ProbeFormProps) {
  const form = useProbeForm(draftKey, start, origin);
  return (
    <form
      ref={form.form}
      noValidate
      aria-label="New probe"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
      className="mt-4 grid max-w-[1040px] items-start gap-3 lg:grid-cols-[minmax(0,1fr)_264px]"
    >
      <div className="grid min-w-0 gap-3">
        {form.banner.length > 0 && (
          <Notice tone="bad" role="alert">
            {form.banner.map((words) => (
              <p key={words}>{words}</p>
            ))}
          </Notice>
        )}
        <Card title="Target">
          <div className="p-3.5">
            <TargetFields form={form} />
          </div>
        </Card>
        <Card title="Customer" aside={<span className="text-muted">so that the job is found again</span>}>
          <div className="p-3.5">
            <CustomerFields form={form} />
          </div>
        </Card>
        <Card title="Rhythm">
          <div className="p-3.5">
            <RhythmFields form={form} />
          </div>
        </Card>
        <div className="rounded-md border border-line bg-surface">
          <MoreFields form={form} />
        </div>
        <div className="rounded-md border border-line bg-surface p-3.5">
          <Field label="Notes" optional error={form.errors.notes} hint="Why it is measured; shown with the job.">
            {(control) => (
              <textarea
                {...control}
                name="notes"
                rows={3}
                value={form.draft.notes}
                onChange={(event) => form.change({ notes: event.target.value })}
                onBlur={() => form.leave("notes")}
                className={`${controlClass} h-auto resize-y py-1.5`}
              />
            )}
          </Field>
        </div>
      </div>
      <aside
        aria-label="Cost and start"
        className="grid gap-3 rounded-md border border-line bg-surface p-3.5 lg:sticky lg:top-18"
      >
        <Cost draft={form.draft} />
        <Limits />
        <Button type="submit" tone="primary" className="h-10 w-full" aria-disabled={form.isSending}>
          {form.isSending ? "Starting…" : "Start the probe"}
        </Button>
        {form.isTouched && (
          <Button tone="quiet" className="w-full" onClick={form.startOver}>
            Start over
          </Button>
        )}
      </aside>
    </form>
  );
}
