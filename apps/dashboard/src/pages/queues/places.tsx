import type { Queue } from "@fieldline/domain/queue";
import { formatCount } from "@fieldline/ui/format";

/** More than so many are drawn as one bar. */
const MOST_DRAWN = 24;
const TAKEN = { free: "border-line-strong", taken: "border-accent bg-accent", over: "border-warn bg-warn" };

type Place = keyof typeof TAKEN;

/** A queue's places, the taken ones filled; those beyond a capacity that was lowered stand out. */
export function Places({ queue: { active, maxConcurrency } }: { queue: Pick<Queue, "active" | "maxConcurrency"> }) {
  const count = Math.max(active, maxConcurrency);
  if (count > MOST_DRAWN) return <Bar sharePercent={(Math.min(active, maxConcurrency) / maxConcurrency) * 100} />;
  const placeOf = (index: number): Place => (index >= active ? "free" : index < maxConcurrency ? "taken" : "over");
  return (
    <span aria-hidden="true" className="flex flex-wrap gap-1">
      {Array.from({ length: count }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a place is its number
          key={index}
          className={`size-2.75 rounded-[3px] border ${TAKEN[placeOf(index)]}`}
        />
      ))}
    </span>
  );
}

function Bar({ sharePercent }: { sharePercent: number }) {
  return (
    <span
      aria-hidden="true"
      className="block h-2.75 w-40 max-w-full overflow-hidden rounded-[3px] border border-line-strong"
    >
      <span className="block h-full bg-accent" style={{ width: `${sharePercent}%` }} />
    </span>
  );
}

/** "2 of 5 at work". */
export function placesWords({ active, maxConcurrency }: Pick<Queue, "active" | "maxConcurrency">): string {
  return `${formatCount(active)} of ${formatCount(maxConcurrency)} at work`;
}
