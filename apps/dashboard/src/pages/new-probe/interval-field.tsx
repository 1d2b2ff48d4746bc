import { useId } from "react";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass } from "../../components/field.tsx";
import { type Interval, type IntervalUnit, intervalOf, msOf, UNIT_WORDS } from "./interval.ts";

interface IntervalFieldProps {
  legend: string;
  name: string;
  value: Interval;
  presets: readonly { label: string; ms: number }[];
  units: readonly IntervalUnit[];
  error: string | undefined;
  onChange: (value: Interval) => void;
  onLeave: () => void;
}

const CUSTOM = "custom";

/** A length of time: a preset by one click, or an amount and a unit. */
export function IntervalField({ legend, name, value, presets, units, error, onChange, onLeave }: IntervalFieldProps) {
  const id = useId();
  const ms = msOf(value);
  const preset = value.isCustom ? undefined : presets.find((each) => each.ms === ms);
  return (
    <div className="grid gap-2">
      <ChoiceChips
        legend={legend}
        name={name}
        value={preset ? String(preset.ms) : CUSTOM}
        options={[
          ...presets.map((each) => ({ value: String(each.ms), label: each.label })),
          { value: CUSTOM, label: "Custom" },
        ]}
        onChange={(choice) => onChange(choice === CUSTOM ? { ...value, isCustom: true } : intervalOf(Number(choice)))}
      />
      {!preset && (
        <div className="flex max-w-72 gap-2">
          <input
            id={id}
            aria-label={`${legend}, amount`}
            aria-invalid={Boolean(error)}
            aria-describedby={error ? `${id}-note` : undefined}
            inputMode="decimal"
            autoComplete="off"
            value={value.amount}
            onChange={(event) => onChange({ ...value, amount: event.target.value, isCustom: true })}
            onBlur={onLeave}
            className={`${controlClass} min-w-20 flex-1`}
          />
          <select
            aria-label={`${legend}, unit`}
            value={value.unit}
            onChange={(event) => onChange({ ...value, unit: event.target.value as IntervalUnit, isCustom: true })}
            className={`${controlClass} w-auto flex-1`}
          >
            {[...new Set([...units, value.unit])].map((unit) => (
              <option key={unit} value={unit}>
                {UNIT_WORDS[unit]}
              </option>
            ))}
          </select>
        </div>
      )}
      {error && (
        <p id={`${id}-note`} className="text-[12.5px] text-bad">
          {error}
        </p>
      )}
    </div>
  );
}
