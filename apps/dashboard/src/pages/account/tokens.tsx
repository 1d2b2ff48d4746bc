import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { useNow } from "../../components/clock.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { ListSkeleton } from "./list-skeleton.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { sortTokens, type Token } from "./token.ts";
import { TokenLine } from "./token-line.tsx";

const NewTokenDialog = lazy(() => import("./new-token-dialog.tsx").then((it) => ({ default: it.NewTokenDialog })));

/** One's personal access tokens: for scripts and devices, without a password. */
export function Tokens() {
  const api = useTRPC();
  const now = useNow();
  const [isMaking, setIsMaking] = useState(false);
  const [revoking, setRevoking] = useState<Token>();
  const { data, error, refetch, isFetching } = useQuery(
    api.users.tokens.list.queryOptions(undefined, { staleTime: 0 }),
  );
  const make = <Button onClick={() => setIsMaking(true)}>New token</Button>;
  const close = () => {
    setIsMaking(false);
    setRevoking(undefined);
    focusAfterDialog();
  };
  return (
    <Card title="Access tokens" aside={data && data.items.length > 0 && <div className="ml-auto">{make}</div>}>
      {error && !data && (
        <ErrorState what="Your tokens" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      )}
      {!error && !data && <ListSkeleton label="Loading your tokens" />}
      {data?.items.length === 0 && (
        <EmptyState title="You have no tokens" action={make}>
          A token lets a script call the API as you, with your role or a lesser one, until it expires or you revoke it.
        </EmptyState>
      )}
      <ul>
        {data &&
          sortTokens(data.items, now).map((token) => (
            <TokenLine key={token.id} token={token} now={now} onRevoke={() => setRevoking(token)} />
          ))}
      </ul>
      <Suspense>{isMaking && <NewTokenDialog onClose={close} />}</Suspense>
      {revoking && <RevokeDialog token={revoking} onClose={close} />}
    </Card>
  );
}
