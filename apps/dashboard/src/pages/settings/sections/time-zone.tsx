import type { SettingSection } from "../section.ts";
import { ZoneField } from "../zone-field.tsx";

export const timeZone: SettingSection<"timeZone", string> = {
  key: "timeZone",
  hint: "When “today” begins: for the daily limit and for the jobs of today. Times on the screen stay in each reader's own zone.",
  draftOf: (zone) => zone,
  read: (draft) => ({ value: draft.trim(), errors: {} }),
  Fields: ZoneField,
};
