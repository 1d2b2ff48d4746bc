import { type RolloutDetail, TARGET_STATES } from "@fieldline/domain/rollout";
import { formatCount } from "@fieldline/ui/format";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CalmSearch } from "../../components/calm-search.tsx";
import { Card } from "../../components/card.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { controlClass } from "../../components/field.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { ExecutionRow } from "./execution-row.tsx";
import { targetLook } from "./rollout-looks.ts";
import { readRolloutSearch } from "./rollout-search.ts";
import { useExecutions } from "./use-executions.ts";
import "./executions.css";

/** Each device of the rollout, filtered by what the address says. */
export function ExecutionsCard({ rollout: { id, counts, version } }: { rollout: RolloutDetail }) {
  const search = useSearch({ from: "/rollouts/$rolloutId" });
  const navigate = useNavigate();
  const { query, executions } = useExecutions(id, search, version);
  const change = (part: { q?: string; state?: string }) =>
    void navigate({
      to: "/rollouts/$rolloutId",
      params: { rolloutId: id },
      search: readRolloutSearch({ ...search, ...part }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Card
      title="Devices"
      aside={
        <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:w-full">
          <select
            aria-label="State"
            value={search.state ?? ""}
            onChange={(event) => change({ state: event.target.value })}
            className={`${controlClass} w-52! max-sm:w-full!`}
          >
            <option value="">All states</option>
            {TARGET_STATES.map((state) => (
              <option key={state} value={state}>
                {targetLook(state).word} ({formatCount(counts[state])})
              </option>
            ))}
          </select>
          <CalmSearch
            label="Search the devices by name"
            placeholder="Part of a name"
            text={search.q ?? ""}
            onSearch={(q) => change({ q })}
          />
        </div>
      }
    >
      <div className={`min-h-64 ${query.isPlaceholderData ? "opacity-60" : ""}`} aria-busy={query.isFetching}>
        {query.isPending && (
          <div role="status" aria-label="Loading the devices" className="grid gap-5 p-3.5">
            <Skeleton />
            <Skeleton />
            <Skeleton />
          </div>
        )}
        {query.isLoadingError && (
          <ErrorState
            what="The devices"
            error={query.error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        )}
        {query.isSuccess && executions.length === 0 && (
          <p className="p-3.5 text-muted">
            {search.q || search.state ? "No device of this rollout matches." : "Its devices are being gathered."}
          </p>
        )}
        {executions.length > 0 && (
          <table aria-label="Devices of the rollout" className="executions-table text-[13.5px]">
            <thead className="text-muted">
              <tr>
                <th data-column="state">State</th>
                <th data-column="device">Device</th>
                <th data-column="message">What it says</th>
                <th data-column="attempt">Attempt</th>
                <th data-column="told">Told</th>
                <th data-column="took">Took</th>
              </tr>
            </thead>
            <tbody>
              {executions.map((execution) => (
                <ExecutionRow key={execution.deviceId} execution={execution} />
              ))}
            </tbody>
          </table>
        )}
        <ShowMore query={query} />
      </div>
    </Card>
  );
}
