import { createReader } from "../read-number.ts";
import type { FieldsProps, SettingSection } from "../section.ts";
import { SettingInput } from "../setting-input.tsx";

interface LimitsDraft {
  jobsPerUserPerDay: string;
  runningJobs: string;
}

function LimitsFields({ draft, errors, onChange }: FieldsProps<LimitsDraft>) {
  return (
    <div className="grid grid-cols-2 gap-x-3 gap-y-4 max-sm:grid-cols-1">
      <SettingInput
        label="Jobs per person and day"
        hint="0 stops new jobs. The day is that of the time zone below."
        inputMode="numeric"
        value={draft.jobsPerUserPerDay}
        error={errors.jobsPerUserPerDay}
        onChange={(jobsPerUserPerDay) => onChange({ ...draft, jobsPerUserPerDay })}
      />
      <SettingInput
        label="Jobs running at once"
        hint="Of everybody together. Jobs that run already go on."
        inputMode="numeric"
        value={draft.runningJobs}
        error={errors.runningJobs}
        onChange={(runningJobs) => onChange({ ...draft, runningJobs })}
      />
    </div>
  );
}

export const limits: SettingSection<"limits", LimitsDraft> = {
  key: "limits",
  hint: "How much may be started. What is refused is told with its limit and when it ends.",
  draftOf: ({ jobsPerUserPerDay, runningJobs }) => ({
    jobsPerUserPerDay: String(jobsPerUserPerDay),
    runningJobs: String(runningJobs),
  }),
  read: (draft) => {
    const { number, errors } = createReader();
    return {
      value: {
        jobsPerUserPerDay: number("jobsPerUserPerDay", draft.jobsPerUserPerDay),
        runningJobs: number("runningJobs", draft.runningJobs),
      },
      errors,
    };
  },
  Fields: LimitsFields,
};
