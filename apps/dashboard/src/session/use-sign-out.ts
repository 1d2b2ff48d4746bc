import { errorOf } from "@fieldline/client/errors";
import { signOut } from "@fieldline/client/session";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useTRPC } from "../api/trpc.ts";
import { notify } from "../toasts/notify.ts";
import { forgetDrafts } from "./drafts.ts";
import { leaveOnPurpose } from "./watch-session.ts";

/** Ends the session and forgets all that was read in it. */
export function useSignOut(): () => Promise<void> {
  const api = useTRPC();
  const cache = useQueryClient();
  const router = useRouter();
  return async () => {
    const stay = leaveOnPurpose(cache);
    try {
      await signOut();
    } catch (error) {
      const { reason, message } = errorOf(error);
      if (reason !== "UNAUTHENTICATED") {
        stay();
        return notify({ tone: "error", title: "You could not be signed out", description: message });
      }
    }
    forgetDrafts();
    cache.removeQueries({ queryKey: api.users.me.queryKey() });
    await router.navigate({ to: "/sign-in", ignoreBlocker: true });
    cache.clear();
    stay();
  };
}
