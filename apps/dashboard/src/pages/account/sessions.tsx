import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { EndOthersDialog } from "./end-others-dialog.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { SessionLine } from "./session-line.tsx";
import { useSessions } from "./use-sessions.ts";

/** Where one is signed in. */
export function Sessions() {
  const [isAsked, setIsAsked] = useState(false);
  const { data, error, refetch, isFetching } = useSessions();
  const sessions = data?.items.toSorted(
    (a, b) => Number(b.isCurrent) - Number(a.isCurrent) || b.lastUsedAt - a.lastUsedAt,
  );
  const others = sessions?.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  const close = () => {
    setIsAsked(false);
    focusAfterDialog();
  };
  return (
    <Card
      title="Sessions"
      aside={
        others > 0 && (
          <Button className="ml-auto" onClick={() => setIsAsked(true)}>
            End all others
          </Button>
        )
      }
    >
      {error && !sessions && (
        <ErrorState what="Your sessions" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      )}
      {!error && !sessions && <ListSkeleton label="Loading your sessions" />}
      <ul>
        {sessions?.map((session) => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
      {isAsked && <EndOthersDialog count={others} onClose={close} />}
    </Card>
  );
}
