import type { Config } from "@fieldline/domain/config";
import { createReader } from "../read-number.ts";
import type { FieldsProps, SettingSection } from "../section.ts";
import { SettingInput } from "../setting-input.tsx";

type HealthDraft = Record<keyof Config["health"], string>;

const FIELDS: readonly { name: keyof HealthDraft; label: string; hint: string }[] = [
  { name: "intermittentLossPercent", label: "Intermittent from a loss of (%)", hint: "This much or more." },
  { name: "offlineAfterLost", label: "Offline after packets lost in a row", hint: "So many, one after another." },
  {
    name: "degradedLatencyMs",
    label: "Degraded above a latency of (ms)",
    hint: "Most of the last 20 measurements were slower.",
  },
  {
    name: "degradedJitterMs",
    label: "Degraded above a jitter of (ms)",
    hint: "How far replies differ from one another.",
  },
];

function HealthFields({ draft, errors, onChange }: FieldsProps<HealthDraft>) {
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
      {FIELDS.map(({ name, label, hint }) => (
        <SettingInput
          key={name}
          label={label}
          hint={hint}
          inputMode="decimal"
          value={draft[name]}
          error={errors[name]}
          onChange={(text) => onChange({ ...draft, [name]: text })}
        />
      ))}
    </div>
  );
}

export const health: SettingSection<"health", HealthDraft> = {
  key: "health",
  hint: "When a probe reads as what. New probes go by it; those that run keep what held when they started.",
  draftOf: (value) => ({
    intermittentLossPercent: String(value.intermittentLossPercent),
    degradedLatencyMs: String(value.degradedLatencyMs),
    degradedJitterMs: String(value.degradedJitterMs),
    offlineAfterLost: String(value.offlineAfterLost),
  }),
  read: (draft) => {
    const { number, errors } = createReader();
    return {
      value: {
        intermittentLossPercent: number("intermittentLossPercent", draft.intermittentLossPercent),
        degradedLatencyMs: number("degradedLatencyMs", draft.degradedLatencyMs),
        degradedJitterMs: number("degradedJitterMs", draft.degradedJitterMs),
        offlineAfterLost: number("offlineAfterLost", draft.offlineAfterLost),
      },
      errors,
    };
  },
  Fields: HealthFields,
};
