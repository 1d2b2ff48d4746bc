import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { Card } from "../../../components/card.tsx";
import { HopsTable } from "./hops-table.tsx";
import { RouteChanges } from "./route-changes.tsx";
import type { Route } from "./use-route.ts";

/** The way to the target: every hop, now and over the window, and where the way has changed. */
export function RouteCard({ route: { hops, changes, roundCount, from, to } }: { route: Route }) {
  const spanMs = from !== null && to !== null ? to - from : 0;
  return (
    <Card
      title="Route"
      aside={
        <span className="text-[13px] text-muted">
          {roundCount > 0 && formatQuantity(roundCount, "round")}
          {spanMs > 0 && ` over ${formatDuration(spanMs)}`}
        </span>
      }
    >
      <div className="min-h-32">
        {hops.length === 0 ? (
          <p className="p-3.5 text-muted">No round has come yet.</p>
        ) : (
          <>
            <HopsTable hops={hops} />
            <p className="border-t border-line px-3.5 py-2 text-[13px] text-muted">
              Many routers answer late or not at all and still pass everything on: loss matters where it goes on to the
              last hop.
            </p>
          </>
        )}
      </div>
      <RouteChanges changes={changes} roundCount={roundCount} />
    </Card>
  );
}
