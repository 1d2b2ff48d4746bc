import { useParams } from "@tanstack/react-router";
import { Unreadable } from "../../shell/unreadable.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { RolloutSkeleton } from "./rollout-skeleton.tsx";
import { RolloutView } from "./rollout-view.tsx";
import { useRollout } from "./use-rollout.ts";

/** One rollout, live. */
export function RolloutPage() {
  const { rolloutId } = useParams({ from: "/rollouts/$rolloutId" });
  const { data: rollout, error, refetch, isFetching } = useRollout(rolloutId);
  usePageTitle(rollout?.name ?? "Rollout");
  if (rollout) return <RolloutView key={rollout.id} rollout={rollout} />;
  if (error)
    return (
      <Unreadable what="rollout" list="/rollouts" error={error} onRetry={() => refetch()} isRetrying={isFetching}>
        The address may be mistyped.
      </Unreadable>
    );
  return <RolloutSkeleton />;
}
