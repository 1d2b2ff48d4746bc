import { errorOf } from "@fieldline/client/errors";
import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { PasswordOnce } from "./password-once.tsx";
import type { Person } from "./person.ts";

/** Asks before a person gets a new password, then shows it this once. */
export function ResetPasswordDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const api = useTRPC();
  const reset = useMutation(api.users.resetPassword.mutationOptions({ gcTime: 0 }));
  if (reset.data)
    return (
      <PasswordOnce
        title={`${person.name}'s new password`}
        person={person}
        password={reset.data.password}
        onDone={onClose}
      />
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Reset ${person.name}'s password?`}
      consequence="A new password is made and shown to you once. The old one is void and their sessions end at once; access tokens go on."
      confirm={reset.isPending ? "Making…" : "Make a new password"}
      dismiss="Keep the old one"
      isBusy={reset.isPending}
      failure={reset.error ? errorOf(reset.error).message : undefined}
      onConfirm={() => reset.mutate({ id: person.id })}
    />
  );
}
