import type { Overlap } from "@fieldline/domain/schedule";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { OVERLAP_WORDS } from "./overlap-words.ts";
import type { ScheduleFormState } from "./use-schedule-form.ts";

const OVERLAPS: readonly { value: Overlap; label: string }[] = [
  { value: "skip", label: "Skip it" },
  { value: "queue", label: "Let it wait" },
  { value: "cancel", label: "Cancel the oldest" },
];

/** What becomes of a run that comes too soon after another, or too late. */
export function RulesFields({ form: { draft, errors, change } }: { form: ScheduleFormState }) {
  return (
    <div className="grid gap-4 p-3.5">
      <div>
        <ChoiceChips
          legend="A run that comes while others are under way"
          name="overlap"
          value={draft.overlap}
          options={OVERLAPS}
          onChange={(overlap) => change({ overlap })}
        />
        <p className="mt-1 text-[12.5px] text-muted">{OVERLAP_WORDS[draft.overlap]}</p>
      </div>
      <div className="grid grid-cols-3 gap-3.5 max-lg:grid-cols-1">
        <TextInput
          label="At once"
          hint="Runs that may be under way together: 1 to 100."
          value={draft.maxConcurrency}
          error={errors.maxConcurrency}
          onChange={(maxConcurrency) => change({ maxConcurrency })}
        />
        <TextInput
          label="Catch up within"
          hint="After an outage the last run is made up for if it is no later than this; 0 for never."
          placeholder="1 h"
          value={draft.catchUp}
          error={errors.catchUpMs}
          onChange={(catchUp) => change({ catchUp })}
        />
        <TextInput
          label="Jitter"
          optional
          hint="Each run starts up to so much late, never early."
          placeholder="none"
          value={draft.jitter}
          error={errors.jitterMs}
          onChange={(jitter) => change({ jitter })}
        />
      </div>
    </div>
  );
}
