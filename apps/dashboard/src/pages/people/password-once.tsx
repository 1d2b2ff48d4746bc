import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { SecretOnce } from "../../components/secret-once.tsx";

interface PasswordOnceProps {
  title: string;
  person: { email: string };
  password: string;
  onDone: () => void;
}

/** A password that the server has made, shown this once. */
export function PasswordOnce({ title, person: { email }, password, onDone }: PasswordOnceProps) {
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onDone()}
      title={title}
      description={`For ${email}. They can change it under Account.`}
      isSticky
    >
      <SecretOnce what="The password" secret={password} />
      <div className="mt-5 flex justify-end">
        <Button tone="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </Modal>
  );
}
