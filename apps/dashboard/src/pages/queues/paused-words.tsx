import type { Queue } from "@fieldline/domain/queue";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Moment } from "../../components/moment.tsx";
import { useCan, useMe } from "../../session/use-me.ts";

/** Why a queue is paused; by whom and since when, to whoever may read the audit. */
export function PausedWords({ queue: { name, pauseNote } }: { queue: Queue }) {
  const api = useTRPC();
  const can = useCan();
  const me = useMe();
  const isTold = can("audit.list");
  const { data } = useQuery({
    ...api.audit.list.queryOptions({ entityType: "queue", entityId: name, action: "queue.pause", limit: 1 }),
    enabled: isTold,
  });
  const entry = data?.items[0];
  return (
    <p className="text-[13px] text-warn wrap-anywhere">
      {pauseNote ?? "No note was left."}
      {isTold && (
        <span className="block min-h-5 text-muted">
          {entry && (
            <>
              By {entry.actor.id === me?.id ? "you" : entry.actor.name}, <Moment at={entry.at} />
            </>
          )}
        </span>
      )}
    </p>
  );
}
