import { isEnded } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../api/trpc.ts";
import { ChoiceChips } from "../components/choice-chips.tsx";

export type Dependents = "follow" | "cancel";

const CHOICES = [
  { value: "follow", label: "Each goes by its own rule" },
  { value: "cancel", label: "Cancel them too" },
] as const;
const CONSEQUENCE: Record<Dependents, string> = {
  follow: "Some may start, some may fail: each job says what becomes of it where this one does not complete.",
  cancel: "What waits for those is cancelled as well. Jobs of others that you do not control go by their own rule.",
};

interface DependentsQuestionProps {
  jobId: string;
  value: Dependents;
  onChange: (value: Dependents) => void;
}

/** Asks what becomes of the jobs that wait for this one; of one for which none waits there is nothing to ask. */
export function DependentsQuestion({ jobId, value, onChange }: DependentsQuestionProps) {
  const api = useTRPC();
  const { data } = useQuery(api.jobs.dependencies.queryOptions({ id: jobId }));
  const open = new Set(data?.nodes.flatMap(({ id, status }) => (status === null || isEnded(status) ? [] : [id])));
  const waiting = data?.edges.filter(({ from, to }) => from === jobId && open.has(to)).length ?? 0;
  if (waiting === 0) return null;
  return (
    <div className="mt-4">
      <ChoiceChips
        legend={`${formatQuantity(waiting, "job")} ${waiting === 1 ? "waits" : "wait"} for it`}
        name="dependents"
        value={value}
        options={CHOICES}
        onChange={onChange}
      />
      <p className="mt-1.5 text-[13px] text-muted">{CONSEQUENCE[value]}</p>
    </div>
  );
}
