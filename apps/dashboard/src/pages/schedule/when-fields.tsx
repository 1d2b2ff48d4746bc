import { TextInput } from "../../components/text-input.tsx";
import { ZoneField } from "../settings/zone-field.tsx";
import { CRON_PRESETS } from "./cron-presets.ts";
import { RunsPreview } from "./runs-preview.tsx";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** When it runs: a rhythm and a zone, with what comes of them beside it. */
export function WhenFields({ form: { draft, errors, rhythmErrors, change } }: { form: ScheduleFormState }) {
  const cronError = errors.cron ?? (draft.cron.trim() ? rhythmErrors.cron : undefined);
  return (
    <div className="grid grid-cols-2 gap-x-6 gap-y-4 p-3.5 max-lg:grid-cols-1">
      <div className="grid content-start gap-4">
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium">Start from</legend>
          <div className="flex flex-wrap gap-1.5">
            {CRON_PRESETS.map(({ cron, label }) => (
              <button
                key={cron}
                type="button"
                aria-pressed={draft.cron.trim() === cron}
                onClick={() => change({ cron })}
                className="h-7 cursor-pointer rounded-full border border-line-strong px-3 text-[13px] whitespace-nowrap text-muted hover:border-control hover:text-text aria-pressed:border-accent aria-pressed:bg-accent-weak aria-pressed:text-accent max-md:h-9"
              >
                {label}
              </button>
            ))}
          </div>
        </fieldset>
        <TextInput
          label="Cron"
          hint="Minute, hour, day of the month, month, day of the week; seconds may come first."
          isMono
          maxLength={200}
          value={draft.cron}
          error={cronError}
          onChange={(cron) => change({ cron })}
        />
        <ZoneField
          draft={draft.timeZone}
          errors={errors.timeZone ? { "": errors.timeZone } : {}}
          onChange={(timeZone) => change({ timeZone })}
        />
      </div>
      <RunsPreview
        cron={draft.cron.trim()}
        timeZone={draft.timeZone}
        isWrong={Boolean(rhythmErrors.cron ?? rhythmErrors.timeZone)}
      />
    </div>
  );
}
