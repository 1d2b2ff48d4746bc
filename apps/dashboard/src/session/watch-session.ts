import { errorOf } from "@fieldline/client/errors";
import { hashKey, type QueryClient } from "@tanstack/react-query";
import type { AnyRouter } from "@tanstack/react-router";
import { forgetDrafts } from "./drafts.ts";
import { type Me, readMeAnew } from "./me.ts";
import type { RouterContext } from "./require-session.ts";
import { isOpenPage } from "./return-path.ts";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** A session ended while its owner was at work. */
    endedSessionOf?: string;
  }
}

const leaving = new WeakSet<QueryClient>();

/** Lets the session end on purpose: until the returned function is called, nobody is told that it has ended. */
export function leaveOnPurpose(cache: QueryClient): () => void {
  leaving.add(cache);
  return () => void leaving.delete(cache);
}

/**
 * Follows what the server refuses, until the returned function is called. When a session ends at work, its owner is led
 * to the sign-in page, to come back to where they were; when a right is gone, the pages learn of it. Whoever comes to
 * this tab next, here or by signing in in another tab, finds nothing of the one before.
 */
export function watchSession({ cache, api }: RouterContext, router: AnyRouter): () => void {
  const meKey = api.users.me.queryKey();
  const meHash = hashKey(meKey);
  let ownerId = cache.getQueryData(meKey)?.id;

  function end() {
    const me = cache.getQueryData(meKey);
    if (!me || leaving.has(cache)) return;
    cache.removeQueries({ queryKey: meKey });
    const { href } = router.latestLocation;
    void router
      .navigate({
        to: "/sign-in",
        search: { to: href },
        state: { endedSessionOf: me.email },
        ignoreBlocker: true,
      })
      .then(() => cache.clear());
  }

  function heed(error: unknown) {
    const { reason } = errorOf(error);
    if (reason === "UNAUTHENTICATED") end();
    else if (reason === "FORBIDDEN") readMeAnew(cache, api);
  }

  function take({ id }: Me) {
    if (id === ownerId) return;
    forgetDrafts(id);
    if (ownerId !== undefined) {
      void cache.resetQueries({ predicate: ({ queryHash }) => queryHash !== meHash });
      if (!isOpenPage(router.latestLocation.pathname)) void router.navigate({ to: "/", ignoreBlocker: true });
    }
    ownerId = id;
  }

  const stopQueries = cache.getQueryCache().subscribe((event) => {
    if (event.type !== "updated") return;
    if (event.action.type === "error") heed(event.action.error);
    else if (event.action.type === "success" && event.query.queryHash === meHash) take(event.action.data);
  });
  const stopMutations = cache.getMutationCache().subscribe((event) => {
    if (event.type === "updated" && event.action.type === "error") heed(event.action.error);
  });
  return () => {
    stopQueries();
    stopMutations();
  };
}
