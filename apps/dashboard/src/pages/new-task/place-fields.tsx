import { DEFAULT_QUEUE } from "@fieldline/domain/new-job";
import { formatCount } from "@fieldline/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ChoiceChips } from "../../components/choice-chips.tsx";
import { controlClass, Field } from "../../components/field.tsx";
import { AgentChoice } from "./agent-choice.tsx";
import type { TaskForm } from "./use-task-form.ts";

const PLACES = [
  { value: "queue", label: "Any agent, from a queue" },
  { value: "agent", label: "One agent" },
] as const;

/** Who is to do it: whoever takes it from its queue, or one agent. */
export function PlaceFields({ form }: { form: TaskForm }) {
  const { draft, errors, template, change } = form;
  const ofTemplate = draft.way === "template" ? template : undefined;
  return (
    <div className="grid gap-4">
      <ChoiceChips
        legend="Done by"
        name="place"
        value={draft.place}
        options={PLACES}
        onChange={(place) => change({ place })}
      />
      {draft.place === "queue" ? (
        <QueueField form={form} usual={ofTemplate?.defaults.queue ?? DEFAULT_QUEUE} />
      ) : (
        <AgentChoice
          type={ofTemplate?.spec.type ?? draft.type.trim()}
          chosen={draft.agent}
          error={errors.assigneeId}
          onChoose={(agent) => change({ agent })}
        />
      )}
    </div>
  );
}

function QueueField({ form: { draft, errors, change }, usual }: { form: TaskForm; usual: string }) {
  const api = useTRPC();
  const { data: queues, isError } = useQuery(api.queues.list.queryOptions());
  const chosen = queues?.find(({ name }) => name === (draft.queue || usual));
  const names = new Set([...(queues ?? []).map(({ name }) => name), ...(draft.queue ? [draft.queue] : [])]);
  const stands = chosen && [
    chosen.paused ? "It is paused." : undefined,
    `${formatCount(chosen.active)} of ${formatCount(chosen.maxConcurrency)} places taken, ${formatCount(chosen.waiting)} waiting.`,
  ];
  return (
    <Field
      label="Queue"
      error={errors.queue}
      hint={isError ? "The queues could not be read; the usual one stands." : stands?.filter(Boolean).join(" ")}
    >
      {(control) => (
        <select
          {...control}
          value={draft.queue}
          onChange={({ target }) => change({ queue: target.value })}
          className={controlClass}
        >
          <option value="">{usual} (unless told)</option>
          {[...names]
            .filter((name) => name !== usual || name === draft.queue)
            .map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </select>
      )}
    </Field>
  );
}
