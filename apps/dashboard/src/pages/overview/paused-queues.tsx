import type { Queue } from "@fieldline/domain/queue";
import { formatQuantity } from "@fieldline/ui/format";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Chip } from "../../components/status-chip.tsx";
import { PAUSED } from "../queues/queue-looks.ts";

/** The queues that somebody has paused, as they are now; none while that is not known. */
export function usePausedQueues(): Queue[] {
  const api = useTRPC();
  const { data } = useQuery(api.queues.list.queryOptions());
  return ((data ?? []) as Queue[]).filter(({ paused }) => paused);
}

/** One queue that is paused, with why, and what waits in it; leads to the queues. */
export function PausedQueueLine({ queue: { name, pauseNote, waiting } }: { queue: Queue }) {
  return (
    <li className="relative border-b border-line px-3.5 py-2.5 last:border-0 hover:bg-hover">
      <div className="flex items-center gap-2.5">
        <Chip look={PAUSED} />
        <Link
          to="/queues"
          className="min-w-0 flex-1 truncate font-[550] text-text no-underline after:absolute after:inset-0 after:content-['']"
        >
          Queue {name}
        </Link>
      </div>
      <p className="mt-1 text-[13px] text-muted wrap-anywhere">
        {waiting === 0
          ? "Nothing waits in it"
          : `${formatQuantity(waiting, "task")} wait${waiting === 1 ? "s" : ""} in it`}
        {pauseNote ? `: ${pauseNote}` : "."}
      </p>
    </li>
  );
}
