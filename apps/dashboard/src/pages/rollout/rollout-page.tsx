import { errorOf } from "@fieldline/client/errors";
import { Link, useParams } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { RolloutSkeleton } from "./rollout-skeleton.tsx";
import { RolloutView } from "./rollout-view.tsx";
import { useRollout } from "./use-rollout.ts";

const NOT_THERE = /NOT_FOUND|INVALID_INPUT/;

/** One rollout, live. */
export function RolloutPage() {
  const { rolloutId } = useParams({ from: "/rollouts/$rolloutId" });
  const { data: rollout, error, refetch, isFetching } = useRollout(rolloutId);
  usePageTitle(rollout?.name ?? "Rollout");
  if (rollout) return <RolloutView key={rollout.id} rollout={rollout} />;
  if (error && NOT_THERE.test(errorOf(error).reason))
    return (
      <ClosedPage
        name="No such rollout"
        title="There is no such rollout"
        also={
          <Link to="/rollouts" className={buttonClass()}>
            To the rollouts
          </Link>
        }
      >
        The address may be mistyped.
      </ClosedPage>
    );
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This rollout" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <RolloutSkeleton />;
}
