import type { RolloutDetail } from "@fieldline/domain/rollout";
import { ExecutionsCard } from "./executions-card.tsx";
import { FailuresCard } from "./failures-card.tsx";
import { PaceCard } from "./pace-card.tsx";
import { ProgressCard } from "./progress-card.tsx";
import { RolloutBanner } from "./rollout-banner.tsx";
import { RolloutHeader } from "./rollout-header.tsx";

/** A rollout that is there: how far, how fast, what went wrong, and each device. */
export function RolloutView({ rollout }: { rollout: RolloutDetail }) {
  return (
    <div className="grid gap-3">
      <RolloutHeader rollout={rollout} />
      <RolloutBanner rollout={rollout} />
      <ProgressCard rollout={rollout} />
      <div className="grid grid-cols-2 items-start gap-3 max-lg:grid-cols-1">
        <PaceCard rollout={rollout} />
        <FailuresCard rollout={rollout} />
      </div>
      <ExecutionsCard rollout={rollout} />
    </div>
  );
}
