import { errorOf } from "@fieldline/client/errors";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";

/** Asks before every session but this one is ended. */
export function EndOthersDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const endOthers = useMutation(
    api.users.sessions.endOthers.mutationOptions({
      onSuccess: ({ ended }) => {
        void cache.invalidateQueries({ queryKey: api.users.sessions.pathKey() });
        notify({ tone: "success", title: `${formatQuantity(ended, "session")} ended` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="End all other sessions?"
      consequence={`${formatQuantity(count, "session")} end at once, and whoever uses them has to sign in again. This session and your access tokens go on.`}
      confirm={endOthers.isPending ? "Ending…" : "End all others"}
      dismiss="Keep them"
      isBusy={endOthers.isPending}
      failure={endOthers.error ? errorOf(endOthers.error).message : undefined}
      onConfirm={() => endOthers.mutate()}
    />
  );
}
