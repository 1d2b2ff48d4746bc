import { TextInput } from "../../components/text-input.tsx";
import type { TemplateFormState } from "./use-template-form.ts";

/** What jobs of the template have unless the creation says otherwise. */
export function DefaultsFields({
  form: { draft, errors, change },
  isReadOnly,
}: {
  form: TemplateFormState;
  isReadOnly: boolean;
}) {
  const isTask = draft.kind === "task";
  const isWork = draft.kind !== "probe";
  return (
    <div className="grid grid-cols-4 gap-3.5 p-3.5 max-lg:grid-cols-2 max-sm:grid-cols-1">
      {isTask && (
        <TextInput
          label="Queue"
          optional
          hint="Where it waits for an agent."
          placeholder="standard"
          value={draft.queue}
          error={errors["defaults.queue"]}
          maxLength={100}
          isReadOnly={isReadOnly}
          onChange={(queue) => change({ queue })}
        />
      )}
      {isWork && (
        <TextInput
          label="Timeout"
          optional
          hint="Of one attempt."
          placeholder="10 min"
          value={draft.timeout}
          error={errors["defaults.timeoutMs"]}
          isReadOnly={isReadOnly}
          onChange={(timeout) => change({ timeout })}
        />
      )}
      <TextInput
        label="Waits at most"
        optional
        hint={isTask ? "In its queue, or for its agent." : "For a device that is offline."}
        placeholder="1 day"
        value={draft.queueTtl}
        error={errors["defaults.queueTtlMs"]}
        isReadOnly={isReadOnly}
        onChange={(queueTtl) => change({ queueTtl })}
      />
      {isWork && (
        <TextInput
          label="Attempts"
          optional
          hint="1 is no retry."
          placeholder="1"
          value={draft.attempts}
          error={errors["defaults.retry.maxAttempts"] ?? errors["defaults.retry"]}
          isReadOnly={isReadOnly}
          onChange={(attempts) => change({ attempts })}
        />
      )}
      <TextInput
        label="Priority"
        optional
        hint="From 1, the highest, to 10."
        placeholder="5"
        value={draft.priority}
        error={errors["defaults.priority"]}
        isReadOnly={isReadOnly}
        onChange={(priority) => change({ priority })}
      />
      {isTask && (
        <TextInput
          label="Lease"
          optional
          hint="How long it is its agent's without a word."
          placeholder="30 s"
          value={draft.lease}
          error={errors["defaults.leaseMs"]}
          isReadOnly={isReadOnly}
          onChange={(lease) => change({ lease })}
        />
      )}
    </div>
  );
}
