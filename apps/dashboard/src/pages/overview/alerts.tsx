import type { Alert } from "@fieldline/domain/job";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Card } from "../../components/card.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { AlertLine } from "./alert-line.tsx";
import { DeadLettersLine, useDeadLetters } from "./dead-letters.tsx";
import { PausedQueueLine, usePausedQueues } from "./paused-queues.tsx";

const DAY_MS = 86_400_000;
const SCOPES = [
  { value: "open", label: "Open" },
  { value: "today", label: "Today" },
] as const;

function isShown(alert: Alert, scope: "open" | "today"): boolean {
  return scope === "open" ? alert.clearedAt === null : alert.raisedAt >= Date.now() - (Date.now() % DAY_MS);
}

/** What needs me: alerts that stand and queues that are paused, or all alerts that today has raised. */
export function Alerts() {
  const api = useTRPC();
  const navigate = useNavigate();
  const scope = useSearch({ from: "/" }).alerts ?? "open";
  const { data, error, refetch, isFetching } = useQuery(
    api.alerts.list.queryOptions(scope === "open" ? { open: true, limit: 50 } : { limit: 100 }),
  );
  const paused = usePausedQueues();
  const queues = scope === "open" ? paused : [];
  const unseen = useDeadLetters();
  const letters = scope === "open" ? unseen : 0;
  const alerts = data?.items.filter((alert) => isShown(alert, scope));
  const choose = (value: "open" | "today") =>
    void navigate({ to: "/", search: value === "today" ? { alerts: value } : {}, resetScroll: false });
  return (
    <Card
      id="alerts"
      title="Needs attention"
      aside={
        <div className="ml-auto">
          <Segmented label="Which alerts" value={scope} options={SCOPES} onChange={choose} />
        </div>
      }
    >
      {error && !alerts && <ErrorState what="Alerts" error={error} onRetry={() => refetch()} isRetrying={isFetching} />}
      {!error && !alerts && (
        <div role="status" aria-label="Loading alerts" className="grid h-28 content-center gap-3 px-3.5">
          <Skeleton className="w-3/5" />
          <Skeleton className="w-2/5" />
        </div>
      )}
      {alerts?.length === 0 && queues.length === 0 && letters === 0 && (
        <EmptyState title={scope === "open" ? "Nothing needs you" : "No alerts today"}>
          An alert is raised when a probe reads degraded, intermittent or offline, and clears when it reads healthy
          again. A queue that is paused is listed, too.
        </EmptyState>
      )}
      <ul>
        {alerts && queues.map((queue) => <PausedQueueLine key={queue.name} queue={queue} />)}
        {alerts && letters > 0 && <DeadLettersLine count={letters} />}
        {alerts?.map((alert) => (
          <AlertLine key={alert.id} alert={alert} />
        ))}
      </ul>
    </Card>
  );
}
