import type { DependencyRule } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { Notice } from "../../../components/notice.tsx";

const MOST_NAMED = 3;
const OTHERWISE: Record<DependencyRule, string> = {
  fail: "Where one of them does not complete, this fails.",
  run: "It starts however they end.",
  cancel: "Where one of them does not complete, this is cancelled.",
};

interface WaitsForJobsProps {
  ids: readonly string[];
  rule: DependencyRule;
}

/** The jobs that have to end first, by name. */
export function WaitsForJobs({ ids, rule }: WaitsForJobsProps) {
  const api = useTRPC();
  const named = ids.slice(0, MOST_NAMED);
  const jobs = useQueries({ queries: named.map((id) => api.jobs.get.queryOptions({ id })) });
  return (
    <Notice tone="info" role="status">
      <b className="font-semibold text-info">
        Waits for {ids.length === 1 ? "another job" : `${ids.length} other jobs`}
      </b>
      :{" "}
      {named.map((id, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link
            to="/jobs/$jobId"
            params={{ jobId: id }}
            className="wrap-anywhere text-text underline decoration-line-strong underline-offset-2 hover:text-accent"
          >
            {jobs[index]?.data?.name ?? "one of them"}
          </Link>
        </span>
      ))}
      {ids.length > MOST_NAMED && ` and ${formatQuantity(ids.length - MOST_NAMED, "more", "more")}`}. {OTHERWISE[rule]}
    </Notice>
  );
}
