import type { Job } from "@fieldline/domain/job";
import { PRIORITIES, PRIORITY_RULE, priorityWords } from "./priority-words.ts";
import { useJobActions } from "./use-job-actions.ts";

/** Changes a job's priority by one move. */
export function PriorityChoice({ job }: { job: Job }) {
  const { setPriority } = useJobActions();
  const shown = setPriority.isPending ? (setPriority.variables?.priority ?? job.priority) : job.priority;
  return (
    <label title={PRIORITY_RULE} className="inline-flex items-baseline gap-1.5">
      priority
      <select
        value={shown}
        onChange={({ target: { value } }) => setPriority.mutate({ id: job.id, priority: Number(value) })}
        className="-my-1 h-6.5 rounded-sm border border-control bg-surface px-1 font-medium text-text max-md:h-10 max-md:text-[16px]"
      >
        {PRIORITIES.map((priority) => (
          <option key={priority} value={priority}>
            {priorityWords(priority)}
          </option>
        ))}
      </select>
    </label>
  );
}
