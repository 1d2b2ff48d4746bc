import type { AppRouter } from "@fieldline/api/router";
import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Moment } from "../../components/moment.tsx";
import { notify } from "../../toasts/notify.ts";
import { deviceWords } from "./device-words.ts";

type Session = inferRouterOutputs<AppRouter>["users"]["sessions"]["list"]["items"][number];

/** One place where one is signed in, with the way to end it. */
export function SessionLine({ session }: { session: Session }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const device = deviceWords(session.userAgent);
  const end = useMutation(
    api.users.sessions.end.mutationOptions({
      onSuccess: () => notify({ tone: "success", title: `The session of ${device} has ended` }),
      onError: (error) =>
        notify({ tone: "error", title: "The session could not be ended", description: errorOf(error).message }),
      onSettled: () => cache.invalidateQueries({ queryKey: api.users.sessions.pathKey() }),
    }),
  );
  return (
    <li className="flex min-h-15.5 items-center gap-4 border-b border-line px-3.5 py-2.5 last:border-0">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="font-[550]" title={session.userAgent ?? undefined}>
            {device}
          </span>
          {session.isCurrent && (
            <span className="rounded-full bg-accent-weak px-2 text-[12px] leading-5 font-semibold text-accent">
              This one
            </span>
          )}
        </p>
        <p className="text-[12.5px] text-muted">
          {session.address && (
            <>
              <span className="font-mono wrap-anywhere">{session.address}</span> ·{" "}
            </>
          )}
          signed in <Moment at={session.createdAt} /> ·{" "}
          {session.isCurrent ? (
            "in use now"
          ) : (
            <>
              used <Moment at={session.lastUsedAt} />
            </>
          )}
        </p>
      </div>
      {!session.isCurrent && (
        <Button
          tone="danger"
          aria-label={`End the session of ${device}`}
          aria-disabled={end.isPending}
          onClick={() => !end.isPending && end.mutate({ id: session.id })}
        >
          End
        </Button>
      )}
    </li>
  );
}
