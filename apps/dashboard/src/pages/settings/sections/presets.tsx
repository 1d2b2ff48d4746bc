import type { Config } from "@fieldline/domain/config";
import { durationText } from "../../../audit/duration-text.ts";
import { PresetRows } from "../preset-rows.tsx";
import { createReader } from "../read-number.ts";
import type { Reading, SettingSection } from "../section.ts";

type Presets = Config["durationPresets"];

/** A preset as it is typed; the id keeps its place on the screen while rows move. */
export interface PresetRow {
  id: string;
  label: string;
  time: string;
}

const draftOf = (value: Presets): PresetRow[] =>
  value.map(({ label, ms }, index) => ({ id: `stored-${index}`, label, time: durationText(ms) }));

function read(draft: PresetRow[]): Reading<Presets> {
  const { duration, errors } = createReader();
  const value = draft.map(({ label, time }, index) => ({
    label: label.trim() || time.trim(),
    ms: duration(`${index}.ms`, time),
  }));
  return { value, errors };
}

export const durationPresets: SettingSection<"durationPresets", PresetRow[]> = {
  key: "durationPresets",
  hint: "What a new probe offers as its duration, in this order.",
  draftOf,
  read,
  Fields: PresetRows,
};

export const cadencePresets: SettingSection<"cadencePresets", PresetRow[]> = {
  key: "cadencePresets",
  hint: "What a new probe offers as its cadence: one measurement every so often, in this order.",
  draftOf,
  read,
  Fields: PresetRows,
};
