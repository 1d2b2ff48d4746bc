import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { overlayClass, panelClass } from "./modal.tsx";

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  consequence: string;
  confirm: string;
  dismiss: string;
  isBusy: boolean;
  failure?: string;
  onConfirm: () => void;
  children?: ReactNode;
}

/** Asks before something that cannot be undone, and says exactly what will happen. Stays open until it did. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayClass} />
        <AlertDialog.Content className={panelClass}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              props.onConfirm();
            }}
          >
            <AlertDialog.Title className="text-[16px] font-semibold wrap-anywhere">{props.title}</AlertDialog.Title>
            <AlertDialog.Description className="mt-1.5 text-muted">{props.consequence}</AlertDialog.Description>
            {props.children}
            {props.failure && (
              <p role="alert" className="mt-3 text-bad">
                {props.failure}
              </p>
            )}
            <div className="mt-5 flex flex-wrap justify-end gap-2">
              <AlertDialog.Cancel asChild>
                <Button>{props.dismiss}</Button>
              </AlertDialog.Cancel>
              <Button type="submit" tone="final" disabled={props.isBusy}>
                {props.confirm}
              </Button>
            </div>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
