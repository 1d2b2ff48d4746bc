import type { Rollout } from "@fieldline/domain/rollout";
import { formatCount } from "@fieldline/ui/format";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { retryableOf, stoppable } from "./rollout-figures.ts";

const CancelDialog = lazy(() =>
  import("./cancel-rollout-dialog.tsx").then((it) => ({ default: it.CancelRolloutDialog })),
);
const RetryDialog = lazy(() => import("./retry-failed-dialog.tsx").then((it) => ({ default: it.RetryFailedDialog })));

/** What can be done with a rollout as it stands. */
export function RolloutButtons({ rollout }: { rollout: Rollout }) {
  const can = useCan();
  const [question, setQuestion] = useState<"cancel" | "retry">();
  const retryable = retryableOf(rollout.counts);
  const stop = stoppable(rollout);
  const close = () => {
    setQuestion(undefined);
    focusAfterDialog();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {can("rollouts.retryFailed") && retryable > 0 && (
        <Button onClick={() => setQuestion("retry")}>Retry the {formatCount(retryable)} that failed</Button>
      )}
      {can("rollouts.cancel") && stop && (
        <Button tone="danger" onClick={() => setQuestion("cancel")}>
          {stop === "all" ? "Cancel" : "End what still runs"}
        </Button>
      )}
      <Suspense>
        {question === "cancel" && <CancelDialog rollout={rollout} onClose={close} />}
        {question === "retry" && <RetryDialog rollout={rollout} onClose={close} />}
      </Suspense>
    </div>
  );
}
