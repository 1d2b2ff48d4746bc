import type { Config } from "@fieldline/domain/config";
import { ChoiceChips } from "../../../components/choice-chips.tsx";
import type { FieldsProps, SettingSection } from "../section.ts";

type Access = Config["access"];

const CHOICES = [
  { value: "all", label: "All jobs" },
  { value: "own", label: "Their own jobs" },
] as const;

function AccessFields({ draft, onChange }: FieldsProps<Access>) {
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      <ChoiceChips
        legend="Technicians see"
        name="techSees"
        value={draft.techSees}
        options={CHOICES}
        onChange={(techSees) => onChange({ ...draft, techSees })}
      />
      <ChoiceChips
        legend="Viewers see"
        name="viewerSees"
        value={draft.viewerSees}
        options={CHOICES}
        onChange={(viewerSees) => onChange({ ...draft, viewerSees })}
      />
    </div>
  );
}

export const access: SettingSection<"access", Access> = {
  key: "access",
  hint: "Whose jobs may be read. Technicians control only their own in any case; operators and administrators see and control all.",
  draftOf: ({ viewerSees, techSees }) => ({ viewerSees, techSees }),
  read: ({ viewerSees, techSees }) => ({ value: { viewerSees, techSees }, errors: {} }),
  Fields: AccessFields,
};
