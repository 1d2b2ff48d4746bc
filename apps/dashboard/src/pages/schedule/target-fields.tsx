import type { Queue } from "@fieldline/domain/queue";
import type { ScheduleTarget } from "@fieldline/domain/schedule";
import type { Template } from "@fieldline/domain/template";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { DeviceChoice } from "../../commands/device-choice.tsx";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { RolloutFields } from "./rollout-fields.tsx";
import type { ScheduleFormState } from "./use-schedule-form.ts";

type Kind = ScheduleTarget["kind"];

const TARGETS: Record<Template["kind"], readonly { value: Kind; label: string }[]> = {
  task: [
    { value: "queue", label: "A queue" },
    { value: "agent", label: "One agent" },
  ],
  command: [
    { value: "device", label: "One device" },
    { value: "rollout", label: "Many, as a rollout" },
  ],
  // A probe waits in no queue: that target is the one that says nothing.
  probe: [
    { value: "queue", label: "What the template says" },
    { value: "device", label: "One device" },
  ],
};
const LEGENDS: Record<Template["kind"], string> = {
  task: "Runs go to",
  command: "Runs on",
  probe: "Measured from",
};

/** Where the runs go, as the template's kind allows. */
export function TargetFields({ form }: { form: ScheduleFormState }) {
  const { template, draft, errors, change } = form;
  if (!template) return <p className="p-3.5 text-muted">Choose the template first: it decides where it can run.</p>;
  const { target, deviceId } = draft;
  return (
    <div className="grid gap-4 p-3.5">
      <ChoiceChips
        legend={LEGENDS[template.kind]}
        name="target"
        value={target}
        options={TARGETS[template.kind]}
        onChange={(value) => change({ target: value })}
      />
      {target === "queue" && template.kind === "task" && <QueueChoice form={form} />}
      {(target === "agent" || target === "device") && (
        <DeviceChoice chosenId={deviceId || undefined} onChoose={({ id }) => change({ deviceId: id })} />
      )}
      {target === "rollout" && <RolloutFields draft={draft} onChange={change} />}
      {errors.target && target !== "queue" && (
        <p role="alert" aria-invalid="true" tabIndex={-1} className="-mt-2 text-[12.5px] text-bad">
          {errors.target}
        </p>
      )}
    </div>
  );
}

function QueueChoice({ form: { draft, errors, change } }: { form: ScheduleFormState }) {
  const api = useTRPC();
  const { data } = useQuery(api.queues.list.queryOptions());
  const queues: Queue[] = data ?? [];
  const isKnown = queues.some(({ name }) => name === draft.queue);
  return (
    <Field
      label="Queue"
      className="max-w-80"
      hint={queues.find(({ name }) => name === draft.queue)?.description}
      error={errors.target}
    >
      {(control) => (
        <select
          {...control}
          value={draft.queue}
          onChange={(event) => change({ queue: event.target.value })}
          className={controlClass}
        >
          {!isKnown && <option value={draft.queue}>{draft.queue}</option>}
          {queues.map(({ name, paused }) => (
            <option key={name} value={name}>
              {paused ? `${name} (paused)` : name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
