import type { RolloutRate } from "@fieldline/domain/rollout";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { rateWords } from "../rollout/rollout-words.ts";
import type { FieldErrors } from "./draft-input.ts";
import { estimateMs } from "./estimate.ts";
import { NumberInput } from "./number-input.tsx";
import type { RolloutDraft } from "./rollout-draft.ts";

const PACINGS = [
  { value: "constant", label: "Steady" },
  { value: "exponential", label: "Growing" },
  { value: "none", label: "All at once" },
] as const;

interface PacingFieldsProps {
  draft: RolloutDraft;
  /** Undefined while what is typed makes no rate. */
  rate: RolloutRate | null | undefined;
  /** How many devices it goes to now; undefined while that is not known. */
  count: number | undefined;
  errors: FieldErrors;
  onChange: (part: Partial<RolloutDraft>) => void;
}

/** How fast devices are told, in numbers and in a sentence with how long that takes. */
export function PacingFields({ draft, rate, count, errors, onChange }: PacingFieldsProps) {
  return (
    <div className="grid gap-4">
      <ChoiceChips
        legend="Pace"
        name="pacing"
        value={draft.pacing}
        options={PACINGS}
        onChange={(pacing) => onChange({ pacing })}
      />
      {draft.pacing === "constant" && (
        <NumberInput
          label="Rate"
          unit="devices a minute"
          value={draft.maxPerMinute}
          error={errors["rate.maxPerMinute"] ?? errors.rate}
          onChange={(maxPerMinute) => onChange({ maxPerMinute })}
        />
      )}
      {draft.pacing === "exponential" && <GrowthFields draft={draft} errors={errors} onChange={onChange} />}
      {rate !== undefined && (
        <p role="status" className="rounded-md bg-bg px-3 py-2">
          {paceSentence(rate, count)}
        </p>
      )}
    </div>
  );
}

/** The pace in a sentence, with the least time until the last device is told. */
export function paceSentence(rate: RolloutRate | null, count: number | undefined): string {
  if (!rate)
    return count ? `All ${formatQuantity(count, "device")} are told at once.` : "All devices are told at once.";
  if (!count) return `The pace is ${rateWords(rate)}.`;
  const tookMs = estimateMs(count, rate);
  const took = tookMs < 1_000 ? "at once" : `about ${formatDuration(tookMs)}`;
  const grows = "after" in rate && "succeeded" in rate.after ? ", where each succeeds soon" : "";
  return `${formatQuantity(count, "device")} at ${rateWords(rate)}: ${took} until the last one is told${grows}.`;
}

function GrowthFields({ draft, errors, onChange }: Pick<PacingFieldsProps, "draft" | "errors" | "onChange">) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(190px,1fr))] gap-3.5">
      <NumberInput
        label="Begins at"
        unit="a minute"
        value={draft.baseRatePerMinute}
        error={errors["rate.baseRatePerMinute"] ?? errors.rate}
        onChange={(baseRatePerMinute) => onChange({ baseRatePerMinute })}
      />
      <NumberInput
        label="Grows by a factor of"
        value={draft.incrementFactor}
        error={errors["rate.incrementFactor"]}
        onChange={(incrementFactor) => onChange({ incrementFactor })}
      />
      <NumberInput
        label="After each"
        value={draft.growsAfter}
        error={errors["rate.after"] ?? errors["rate.after.succeeded"] ?? errors["rate.after.notified"]}
        onChange={(growsAfter) => onChange({ growsAfter })}
      />
      <Field label="Counting">
        {(control) => (
          <select
            {...control}
            value={draft.growsBy}
            onChange={(event) => onChange({ growsBy: event.target.value as RolloutDraft["growsBy"] })}
            className={controlClass}
          >
            <option value="succeeded">successes</option>
            <option value="notified">devices told</option>
          </select>
        )}
      </Field>
      <NumberInput
        label="Up to"
        unit="a minute"
        optional
        value={draft.cappedAt}
        error={errors["rate.maxPerMinute"]}
        onChange={(cappedAt) => onChange({ cappedAt })}
      />
    </div>
  );
}
