import { useState } from "react";
import { Modal } from "../../components/modal.tsx";
import { MadeToken } from "./made-token.tsx";
import { NewTokenForm } from "./new-token-form.tsx";

/** Makes a token, then shows it this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<{ token: string; name: string }>();
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? `${made.name} is ready` : "New token"}
      description={made ? "Keep it as carefully as a password." : "For a script or a device that acts as you."}
      isSticky={made !== undefined}
    >
      {made ? <MadeToken token={made.token} onDone={onClose} /> : <NewTokenForm onMade={setMade} />}
    </Modal>
  );
}
