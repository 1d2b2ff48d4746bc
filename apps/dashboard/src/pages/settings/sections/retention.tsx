import { durationText } from "../../../audit/duration-text.ts";
import { createReader } from "../read-number.ts";
import type { FieldsProps, SettingSection } from "../section.ts";
import { SettingInput } from "../setting-input.tsx";

function RetentionFields({ draft, errors, onChange }: FieldsProps<string>) {
  return (
    <div className="max-w-72">
      <SettingInput
        label="Ended jobs are kept for"
        hint="Such as 90 days or 12 h. A job keeps the time that held when it was started."
        value={draft}
        error={errors.endedJobsMs}
        onChange={onChange}
      />
    </div>
  );
}

export const retention: SettingSection<"retention", string> = {
  key: "retention",
  hint: "After this a job is deleted with its samples and its log. The audit stays.",
  draftOf: ({ endedJobsMs }) => durationText(endedJobsMs),
  read: (draft) => {
    const { duration, errors } = createReader();
    return { value: { endedJobsMs: duration("endedJobsMs", draft) }, errors };
  },
  Fields: RetentionFields,
};
