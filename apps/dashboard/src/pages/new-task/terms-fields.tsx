import { durationText } from "../../audit/duration-text.ts";
import { controlClass, Field } from "../../components/field.tsx";
import { PresetField } from "./preset-field.tsx";
import type { TaskForm } from "./use-task-form.ts";

const PRIORITIES = [
  { text: "1", label: "Urgent 1" },
  { text: "5", label: "Normal 5" },
  { text: "9", label: "Low 9" },
];
const TIMEOUTS = [
  { text: "5 min", label: "5 min" },
  { text: "1 h", label: "1 h" },
  { text: "1 day", label: "1 day" },
];
const ATTEMPTS = [
  { text: "1", label: "No retry" },
  { text: "3", label: "3" },
  { text: "5", label: "5" },
];

/** How urgent it is, how long it may take, and when it starts; the template's own terms are the first preset. */
export function TermsFields({ form: { draft, errors, template, change } }: { form: TaskForm }) {
  const defaults = draft.way === "template" ? template?.defaults : undefined;
  const timeoutMs = defaults?.timeoutMs;
  const usual = (text: string | undefined, otherwise: string) => [
    { text: "", label: text === undefined ? otherwise : `The template's: ${text}` },
  ];
  const priority = defaults?.priority?.toString();
  const timeout = timeoutMs === undefined ? undefined : durationText(timeoutMs);
  const attempts = defaults?.retry?.maxAttempts.toString();
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
      <PresetField
        label="Priority"
        hint="From 1, the most urgent, to 10."
        value={draft.priority}
        error={errors.priority}
        placeholder={priority ?? "The queue's"}
        presets={[...usual(priority, "The queue's"), ...PRIORITIES]}
        onChange={(text) => change({ priority: text })}
      />
      <PresetField
        label="Timeout"
        hint="Of one attempt."
        value={draft.timeout}
        error={errors.timeoutMs}
        placeholder={timeout ?? "No limit"}
        presets={[...usual(timeout, "No limit"), ...TIMEOUTS]}
        onChange={(text) => change({ timeout: text })}
      />
      <PresetField
        label="Attempts"
        hint="With a wait between them that grows."
        value={draft.attempts}
        error={errors["retry.maxAttempts"] ?? errors.retry}
        placeholder={attempts ?? "1"}
        presets={attempts === undefined ? ATTEMPTS : [...usual(attempts, ""), ...ATTEMPTS]}
        onChange={(text) => change({ attempts: text })}
      />
      <Field label="Starts" optional hint="At once where nothing is said. In your zone." error={errors.runAt}>
        {(control) => (
          <input
            {...control}
            type="datetime-local"
            value={draft.runAt}
            onChange={(event) => change({ runAt: event.target.value })}
            className={controlClass}
          />
        )}
      </Field>
    </div>
  );
}
