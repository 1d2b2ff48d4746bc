import { ROLLOUT_STATUSES, type RolloutStatus } from "@fieldline/domain/rollout";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, buttonClass } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ShowMore } from "../../components/show-more.tsx";
import { useCan } from "../../session/use-me.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { MenuChip } from "../jobs/filter-chip.tsx";
import { rolloutLook } from "../rollout/rollout-looks.ts";
import { RolloutLine } from "./rollout-line.tsx";
import { RolloutsSkeleton } from "./rollouts-skeleton.tsx";
import { useRollouts } from "./use-rollouts.ts";

const CHOICES = ROLLOUT_STATUSES.map((value) => ({ value, label: rolloutLook(value).word }));

/** Every rollout, the newest first. */
export function RolloutsPage() {
  const { status } = useSearch({ from: "/rollouts" });
  const navigate = useNavigate();
  const can = useCan();
  const { query, rollouts } = useRollouts(status);
  const choose = (value?: string) =>
    void navigate({ to: "/rollouts", search: value ? { status: value as RolloutStatus } : {}, replace: true });
  const newRollout = can("rollouts.create") && (
    <Link to="/rollouts/new" className={buttonClass("primary")}>
      New rollout
    </Link>
  );
  return (
    <>
      <PageHeader title="Rollouts">{newRollout}</PageHeader>
      <div className="mt-3.5 mb-3 flex">
        <MenuChip
          name="Status"
          choices={CHOICES}
          chosen={status ? [status] : []}
          onChange={([value]) => choose(value)}
        />
      </div>
      <section
        aria-label="Matching rollouts"
        aria-busy={query.isFetching}
        className={`rounded-md border border-line bg-surface ${query.isPlaceholderData ? "opacity-60" : ""}`}
      >
        {query.isPending && <RolloutsSkeleton />}
        {query.isLoadingError && (
          <ErrorState
            what="Rollouts"
            error={query.error}
            onRetry={() => query.refetch()}
            isRetrying={query.isFetching}
          />
        )}
        {query.isSuccess &&
          rollouts.length === 0 &&
          (status ? (
            <EmptyState title="No rollout matches" action={<Button onClick={() => choose()}>Show all</Button>}>
              None is {rolloutLook(status).word.toLowerCase()}.
            </EmptyState>
          ) : (
            <EmptyState title="No rollouts yet" action={newRollout}>
              A rollout runs a template on many devices: at a pace that you set, stopped by itself when too many fail.
            </EmptyState>
          ))}
        {rollouts.length > 0 && (
          <ul aria-label="Rollouts">
            {rollouts.map((rollout) => (
              <RolloutLine key={rollout.id} rollout={rollout} />
            ))}
          </ul>
        )}
        <ShowMore query={query} />
      </section>
    </>
  );
}
