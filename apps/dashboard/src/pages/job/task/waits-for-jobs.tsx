import type { DependencyRule } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { Notice } from "../../../components/notice.tsx";

const MOST_NAMED = 3;
const OTHERWISE: Record<Exclude<DependencyRule, "run">, string> = {
  fail: "does not complete, this fails.",
  cancel: "does not complete, this is cancelled.",
};

function otherwiseWords(rule: DependencyRule, isOne: boolean): string {
  if (rule === "run") return `This starts however ${isOne ? "that one ends" : "they end"}.`;
  return `Where ${isOne ? "that one" : "one of them"} ${OTHERWISE[rule]}`;
}

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
      {ids.length > MOST_NAMED && ` and ${formatQuantity(ids.length - MOST_NAMED, "more", "more")}`}.{" "}
      {otherwiseWords(rule, ids.length === 1)}
    </Notice>
  );
}
