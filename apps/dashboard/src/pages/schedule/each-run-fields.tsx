import { formatDuration } from "@fieldline/ui/time";
import { TextInput } from "../../components/text-input.tsx";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** How urgent each run is, and how it is limited; the template's own unless said otherwise. */
export function EachRunFields({ form: { draft, errors, template, change } }: { form: ScheduleFormState }) {
  const { priority, timeoutMs, retry } = template?.defaults ?? {};
  return (
    <div className="grid grid-cols-3 gap-3.5 p-3.5 max-lg:grid-cols-1">
      <TextInput
        label="Priority"
        optional
        hint={`From 1, the most urgent, to 10. ${priority === undefined ? "The queue's, or 5" : `The template's ${priority}`} unless you say otherwise.`}
        placeholder={String(priority ?? 5)}
        value={draft.priority}
        error={errors.priority}
        onChange={(value) => change({ priority: value })}
      />
      <TextInput
        label="Timeout"
        optional
        hint={`Of one attempt. ${timeoutMs === undefined ? "None" : `The template's ${formatDuration(timeoutMs)}`} unless you say otherwise.`}
        placeholder="10 min"
        value={draft.timeout}
        error={errors.timeoutMs}
        onChange={(timeout) => change({ timeout })}
      />
      <TextInput
        label="Attempts"
        optional
        hint={`${retry ? `The template's ${retry.maxAttempts}` : "One"} unless you say otherwise; 1 to 10.`}
        placeholder={String(retry?.maxAttempts ?? 1)}
        value={draft.attempts}
        error={errors["retry.maxAttempts"] ?? errors.retry}
        onChange={(attempts) => change({ attempts })}
      />
    </div>
  );
}
