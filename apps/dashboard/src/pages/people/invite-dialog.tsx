import { useState } from "react";
import { Modal } from "../../components/modal.tsx";
import { InviteForm } from "./invite-form.tsx";
import { PasswordOnce } from "./password-once.tsx";

/** Adds a person; where the server makes the password, it is shown this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<{ name: string; email: string; password: string }>();
  if (made)
    return <PasswordOnce title={`${made.name} may sign in`} person={made} password={made.password} onDone={onClose} />;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title="Invite a person"
      description="They can sign in as soon as they know their password."
    >
      <InviteForm onMade={setMade} onDone={onClose} />
    </Modal>
  );
}
