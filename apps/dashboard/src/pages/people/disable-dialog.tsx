import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ReasonField } from "../../components/reason-field.tsx";
import { useMe } from "../../session/use-me.ts";
import { notify } from "../../toasts/notify.ts";
import type { Person } from "./person.ts";
import { usePersonChanged } from "./use-people.ts";

/** Asks before a person is shut out. */
export function DisableDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const api = useTRPC();
  const isMe = useMe()?.id === person.id;
  const changed = usePersonChanged();
  const [reason, setReason] = useState("");
  const disable = useMutation(
    api.users.disable.mutationOptions({
      onSuccess: () => {
        void changed(person.id);
        notify({ tone: "success", title: `${person.name} is disabled` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isMe ? "Disable yourself?" : `Disable ${person.name}?`}
      consequence={`${isMe ? "Your" : "Their"} sessions and access tokens end at once, and signing in is refused. Jobs go on running. ${isMe ? "Only another administrator can let you in again." : "You can enable them again at any time."}`}
      confirm={disable.isPending ? "Disabling…" : "Disable"}
      dismiss="Cancel"
      isBusy={disable.isPending}
      failure={disable.error ? errorOf(disable.error).message : undefined}
      onConfirm={() => disable.mutate({ id: person.id, ...(reason.trim() && { reason: reason.trim() }) })}
    >
      <ReasonField keptIn="the audit" value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}
