import type { RouteChange } from "@fieldline/domain/route";
import { formatQuantity } from "@fieldline/ui/format";
import { formatClock, formatExact } from "@fieldline/ui/time";

const MOST = 50;

/** Where the way has become another one, the newest first. */
export function RouteChanges({ changes, roundCount }: { changes: readonly RouteChange[]; roundCount: number }) {
  const newest = changes.toReversed().slice(0, MOST);
  return (
    <div className="border-t border-line">
      <h3 className="px-3.5 pt-2.5 text-[13.5px] font-semibold">
        {changes.length === 0
          ? roundCount > 1
            ? "The route has not changed"
            : "Route changes"
          : `${formatQuantity(changes.length, "change")} of the route`}
      </h3>
      {changes.length > 0 && <p className="px-3.5 text-[13px] text-muted">Each is a dashed line in the chart above.</p>}
      <ol className="px-3.5 pt-1.5 pb-3">
        {newest.map(({ seq, at, ttl, from, to }) => (
          <li
            key={seq}
            className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 border-b border-line py-1.5 text-[13.5px] last:border-0"
          >
            <time dateTime={new Date(at).toISOString()} title={formatExact(at)} className="w-18 text-muted">
              {formatClock(at)}
            </time>
            <span className="w-14 font-medium">Hop {ttl}</span>
            <span className="min-w-0 wrap-anywhere">
              <span className="font-mono text-[.93em] text-muted">{from ?? "nobody"}</span>
              <span className="mx-2 text-muted">→</span>
              <span className="font-mono text-[.93em]">{to ?? "nobody"}</span>
            </span>
          </li>
        ))}
      </ol>
      {changes.length > MOST && <p className="px-3.5 pb-3 text-[13px] text-muted">The newest {MOST} are listed.</p>}
    </div>
  );
}
