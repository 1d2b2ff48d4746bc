import { errorOf } from "@fieldline/client/errors";
import type { Role } from "@fieldline/domain/roles";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ROLE_WORDS } from "../../session/role-words.ts";
import { useMe } from "../../session/use-me.ts";
import type { Person } from "./person.ts";
import { useSetRole } from "./use-person-actions.ts";

interface RoleDialogProps {
  person: Person;
  role: Role;
  onClose: () => void;
}

/** Asks before an administrator gets fewer rights, or the reader another role. */
export function RoleDialog({ person, role, onClose }: RoleDialogProps) {
  const isMe = useMe()?.id === person.id;
  const setRole = useSetRole({ isQuiet: true });
  const { name, may } = ROLE_WORDS[role];
  const who = isMe ? "You" : person.name;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isMe ? `Make yourself ${name}?` : `Make ${person.name} ${name}?`}
      consequence={`From the next request on, ${who === "You" ? "you are" : `${who} is`} no administrator any more. ${name}: ${may.charAt(0).toLowerCase()}${may.slice(1)} ${isMe ? "You cannot take this back yourself; another administrator can." : "You can change it back at any time."}`}
      confirm={setRole.isPending ? "Changing…" : "Change the role"}
      dismiss="Keep the role"
      isBusy={setRole.isPending}
      failure={setRole.error ? errorOf(setRole.error).message : undefined}
      onConfirm={() => setRole.mutate({ id: person.id, role }, { onSuccess: onClose })}
    />
  );
}
