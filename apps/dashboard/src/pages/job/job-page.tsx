import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { HiddenJob } from "./hidden-job.tsx";
import { JobSkeleton } from "./job-skeleton.tsx";
import { JobView } from "./job-view.tsx";
import { NoSuchJob } from "./no-such-job.tsx";

const NOT_THERE = new Set(["JOB_NOT_FOUND", "INVALID_INPUT"]);

/** One job, live. */
export function JobPage() {
  const { jobId } = useParams({ from: "/jobs/$jobId" });
  const api = useTRPC();
  const { data: job, error, refetch, isFetching } = useQuery(api.jobs.get.queryOptions({ id: jobId }));
  usePageTitle(job?.name ?? "Job");
  const failure = error && errorOf(error);
  if (failure && NOT_THERE.has(failure.reason)) return <NoSuchJob />;
  if (failure?.reason === "FORBIDDEN") return <HiddenJob why={failure.message} />;
  if (job) return <JobView key={job.id} job={job} />;
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This job" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <JobSkeleton />;
}
