import type { Queue } from "@fieldline/domain/queue";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { DeviceChoice } from "../commands/device-choice.tsx";
import { ChoiceChips } from "../components/choice-chips.tsx";
import { controlClass, Field } from "../components/field.tsx";

const WHO = [
  { value: "queue", label: "Whoever takes it from a queue" },
  { value: "device", label: "One agent or device" },
] as const;

export type NewOwner = { queue: string; name: string } | { deviceId: string; name: string };

interface NewOwnerFieldsProps {
  /** Only a task waits in a queue. */
  mayQueue: boolean;
  owner: NewOwner | undefined;
  error: string | undefined;
  onChange: (owner: NewOwner | undefined) => void;
}

/** Who is to have a job from now on. */
export function NewOwnerFields({ mayQueue, owner, error, onChange }: NewOwnerFieldsProps) {
  const [who, setWho] = useState<"queue" | "device">(mayQueue ? "queue" : "device");
  const isInQueue = mayQueue && who === "queue";
  return (
    <div className="mt-3 grid gap-3.5">
      {mayQueue && (
        <ChoiceChips
          legend="Give to"
          name="new-owner"
          value={who}
          options={WHO}
          onChange={(value) => {
            setWho(value);
            onChange(undefined);
          }}
        />
      )}
      {isInQueue ? (
        <QueueChoice chosen={owner && "queue" in owner ? owner.queue : ""} error={error} onChange={onChange} />
      ) : (
        <div>
          <DeviceChoice
            chosenId={owner && "deviceId" in owner ? owner.deviceId : undefined}
            onChoose={({ id, name }) => onChange({ deviceId: id, name })}
          />
          {error && <p className="mt-1 text-[12.5px] text-bad">{error}</p>}
        </div>
      )}
    </div>
  );
}

interface QueueChoiceProps {
  chosen: string;
  error: string | undefined;
  onChange: (owner: NewOwner | undefined) => void;
}

function QueueChoice({ chosen, error, onChange }: QueueChoiceProps) {
  const api = useTRPC();
  const { data } = useQuery(api.queues.list.queryOptions());
  const queues: readonly Queue[] = data ?? [];
  return (
    <Field label="Queue" error={error}>
      {(control) => (
        <select
          {...control}
          value={chosen}
          onChange={({ target: { value } }) => onChange(value ? { queue: value, name: value } : undefined)}
          className={controlClass}
        >
          <option value="">Choose a queue…</option>
          {queues.map(({ name, waiting, paused }) => (
            <option key={name} value={name}>
              {name}
              {paused ? " (paused)" : waiting > 0 ? ` (${waiting} waiting)` : ""}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
