import { errorOf } from "@fieldline/client/errors";
import type { ReactNode } from "react";
import { Button } from "../components/button.tsx";
import { Modal } from "../components/modal.tsx";

interface ActionDialogProps {
  title: string;
  /** What will happen. */
  consequence: string;
  confirm: string;
  dismiss?: string;
  tone?: "primary" | "final";
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Says what an action does and asks for what it needs. It stays open, with what was typed, until it is done. */
export function ActionDialog(props: ActionDialogProps) {
  const { title, consequence, confirm, dismiss = "Leave it", tone = "primary", isBusy, error, onClose } = props;
  return (
    <Modal open isSticky={isBusy} onOpenChange={(open) => !open && onClose()} title={title} description={consequence}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) props.onConfirm();
        }}
      >
        {props.children}
        {error !== null && error !== undefined && (
          <p role="alert" className="mt-3 text-bad">
            {errorOf(error).message}
          </p>
        )}
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{dismiss}</Button>
          <Button type="submit" tone={tone} aria-disabled={isBusy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
