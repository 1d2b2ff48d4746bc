import type { RolloutDetail } from "@fieldline/domain/rollout";
import { useMemo, useState } from "react";
import { Card } from "../../components/card.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { PaceChart } from "./pace-chart.tsx";
import { perMinute } from "./pace-series.ts";

const WAYS = [
  { value: "rate", label: "Per minute" },
  { value: "sum", label: "In total" },
] as const;
/** A younger rollout has no rate to speak of. */
const YOUNG_MS = 60_000;

/** How fast it goes: devices told, done and failed over time. */
export function PaceCard({ rollout: { timeline, createdAt } }: { rollout: RolloutDetail }) {
  const spanMs = (timeline.at(-1)?.at ?? createdAt) - createdAt;
  const [chosen, setWay] = useState<"rate" | "sum">();
  const way = chosen ?? (spanMs < YOUNG_MS ? "sum" : "rate");
  const points = useMemo(() => {
    const zero = { at: createdAt, notified: 0, succeeded: 0, failed: 0 };
    return way === "sum" ? [zero, ...timeline] : perMinute(timeline, createdAt);
  }, [timeline, createdAt, way]);
  return (
    <Card
      title="Pace"
      aside={
        <div className="ml-auto">
          <Segmented label="What is drawn" value={way} options={WAYS} onChange={setWay} />
        </div>
      }
    >
      <div className="h-60 px-3.5 pt-3 pb-2.5">
        {timeline.length === 0 ? (
          <p className="text-muted">Nothing has happened yet.</p>
        ) : (
          <PaceChart points={points} unit={way === "rate" ? "a minute" : "so far"} />
        )}
      </div>
    </Card>
  );
}
