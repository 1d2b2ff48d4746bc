import type { Job } from "@fieldline/domain/job";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Card } from "../../components/card.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { useFeedFrames } from "../../live/feed-context.ts";
import { NewProbeLink } from "../../session/new-probe-link.tsx";
import { useCan, useMe } from "../../session/use-me.ts";
import { LastJob } from "./last-job.tsx";

const SHOWN = 5;
const PLACES = ["first", "second", "third", "fourth", "fifth"];

/** My last five jobs, live; for one who makes none, everybody's. A new one appears at once: this list is for a glance. */
export function LastJobs() {
  const api = useTRPC();
  const me = useMe();
  const isMine = useCan()("jobs.create");
  const { data, error, refetch, isFetching } = useQuery(
    api.jobs.list.queryOptions({ ...(isMine && { requesterId: me?.id }), limit: SHOWN }, { enabled: me !== undefined }),
  );
  const jobs = data?.items;
  useFeedFrames((frame) => {
    const isListed = frame.type === "job" && (!isMine || frame.job.requesterId === me?.id);
    const isNewer = isListed && frame.job.createdAt > (jobs?.[0]?.createdAt ?? 0);
    if (isNewer || frame.type === "deleted") void refetch();
  });
  const all = (
    <Link
      to="/jobs"
      search={isMine ? { by: "me" } : {}}
      className="ml-auto text-accent underline-offset-2 hover:underline"
    >
      {isMine ? "All of mine" : "All jobs"}
    </Link>
  );
  return (
    <Card title={me && !isMine ? "Last jobs" : "My last jobs"} aside={jobs && jobs.length > 0 && all}>
      {error && !jobs && (
        <ErrorState
          what={isMine ? "Your jobs" : "The jobs"}
          error={error}
          onRetry={() => refetch()}
          isRetrying={isFetching}
        />
      )}
      {!error && !jobs && (
        <div role="status" aria-label="Loading jobs">
          {PLACES.map((place) => (
            <div
              key={place}
              className="flex h-14 items-center gap-4 max-sm:h-16 border-b border-line px-3.5 last:border-0"
            >
              <Skeleton isChip />
              <Skeleton className="w-2/5" />
            </div>
          ))}
        </div>
      )}
      {jobs?.length === 0 && (
        <EmptyState title={isMine ? "You have no jobs yet" : "No jobs yet"} action={isMine && <NewProbeLink />}>
          {isMine
            ? "Start a probe on a customer's address and watch each packet come back."
            : "Jobs that you may see appear here as they are started."}
        </EmptyState>
      )}
      {jobs && jobs.length > 0 && (
        <ul className="max-xl:min-h-70 max-sm:min-h-80">
          {jobs.map((job: Job) => (
            <LastJob key={job.id} job={job} />
          ))}
        </ul>
      )}
    </Card>
  );
}
