import type { Device } from "@fieldline/domain/device";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Presence } from "../../components/presence.tsx";
import { Skeleton } from "../../components/skeleton.tsx";

interface AgentChoiceProps {
  /** What the agent must have a handler for; any where nothing is said yet. */
  type: string;
  chosen: { id: string; name: string } | null;
  error: string | undefined;
  onChoose: (agent: { id: string; name: string }) => void;
}

const MOST = 100;

/** Whether a device says that it takes tasks of a type. */
function takes({ capabilities: { kinds, types } }: Device, type: string): boolean {
  return kinds.includes("task") && (!type || !types || types.includes(type));
}

/** One of the agents that take such tasks, those that are there first. */
export function AgentChoice({ type, chosen, error, onChoose }: AgentChoiceProps) {
  const api = useTRPC();
  const id = useId();
  const { data, isPending, isError } = useQuery(api.devices.list.queryOptions({ kind: "agent", limit: MOST }));
  const all: Device[] = data?.items ?? [];
  const agents = all
    .filter((each) => takes(each, type))
    .toSorted((a, b) => Number(b.isOnline) - Number(a.isOnline) || a.name.localeCompare(b.name));
  const isElsewhere = chosen && data && !agents.some((each) => each.id === chosen.id);
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="mb-1 font-medium">Agent</legend>
      <div className="max-h-52 min-h-11 overflow-y-auto rounded-md border border-line p-1">
        {isPending && <Skeleton className="m-2 h-6" />}
        {isError && <p className="p-2 text-muted">The agents could not be read.</p>}
        {agents.map((agent) => (
          <label
            key={agent.id}
            className="flex min-h-9 cursor-pointer items-center gap-3 rounded-sm px-2 hover:bg-hover has-checked:bg-accent-weak has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent max-md:min-h-11"
          >
            <input
              type="radio"
              name={id}
              checked={chosen?.id === agent.id}
              aria-invalid={Boolean(error)}
              onChange={() => onChoose({ id: agent.id, name: agent.name })}
              className="accent-accent outline-none"
            />
            <span className="min-w-0 flex-1 truncate font-medium">{agent.name}</span>
            <Presence device={agent} />
          </label>
        ))}
        {data && agents.length === 0 && (
          <p className="p-2 text-muted">
            {all.length === 0 ? "No agent has enrolled yet." : `No agent says that it takes ${type || "tasks"}.`} In a
            queue it waits until one comes.
          </p>
        )}
      </div>
      {isElsewhere && <p className="text-[12.5px] text-warn">{chosen.name} does not say that it takes this type.</p>}
      {error && (
        <p role="alert" data-refused tabIndex={-1} className="text-[12.5px] text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}
