import type { CommandTemplate } from "@fieldline/domain/template";
import { formatDuration } from "@fieldline/ui/time";
import { Card } from "../../components/card.tsx";
import { TextInput } from "../../components/text-input.tsx";
import type { FieldErrors } from "./draft-input.ts";
import { NumberInput } from "./number-input.tsx";
import type { RolloutDraft } from "./rollout-draft.ts";

interface MoreFieldsProps {
  draft: RolloutDraft;
  template: CommandTemplate | undefined;
  errors: FieldErrors;
  onChange: (part: Partial<RolloutDraft>) => void;
}

/** How each device's run is limited, and what the rollout is called. */
export function MoreFields({ draft, template, errors, onChange }: MoreFieldsProps) {
  const { timeoutMs, retry } = template?.defaults ?? {};
  return (
    <Card title="Each run">
      <div className="grid grid-cols-2 gap-3.5 p-3.5 max-sm:grid-cols-1">
        <NumberInput
          label="Time it may take"
          unit="minutes"
          optional
          hint={
            timeoutMs
              ? `The template's ${formatDuration(timeoutMs)} unless you say otherwise.`
              : "No limit unless you say so."
          }
          value={draft.timeoutMinutes}
          error={errors.timeoutMs}
          onChange={(timeoutMinutes) => onChange({ timeoutMinutes })}
        />
        <NumberInput
          label="Attempts"
          optional
          hint={`${retry ? `The template's ${retry.maxAttempts}` : "One"} unless you say otherwise; 1 to 10.`}
          value={draft.maxAttempts}
          error={errors["retry.maxAttempts"] ?? errors.retry}
          onChange={(maxAttempts) => onChange({ maxAttempts })}
        />
        <TextInput
          label="Name"
          optional
          placeholder={template?.name ?? ""}
          maxLength={200}
          value={draft.name}
          error={errors.name}
          onChange={(name) => onChange({ name })}
        />
        <TextInput
          label="Notes"
          optional
          hint="Why, and for whom: kept with the rollout and in the audit."
          value={draft.notes}
          error={errors.notes}
          onChange={(notes) => onChange({ notes })}
        />
      </div>
    </Card>
  );
}
