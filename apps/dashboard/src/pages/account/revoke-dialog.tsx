import { errorOf } from "@fieldline/client/errors";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";
import type { Token } from "./token.ts";

/** Asks before a token is revoked. */
export function RevokeDialog({ token, onClose }: { token: Token; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const revoke = useMutation(
    api.users.tokens.revoke.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: api.users.tokens.pathKey() });
        notify({ tone: "success", title: `${token.name} is revoked` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.name}?`}
      consequence="Whatever uses this token is refused at once. It cannot be made valid again; a new one can be made."
      confirm={revoke.isPending ? "Revoking…" : "Revoke the token"}
      dismiss="Keep it"
      isBusy={revoke.isPending}
      failure={revoke.error ? errorOf(revoke.error).message : undefined}
      onConfirm={() => revoke.mutate({ id: token.id })}
    />
  );
}
