import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

interface ModalProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  /** Whether it closes only on purpose, since what it shows would be lost. */
  isSticky?: boolean;
  /** Whether what it holds needs more room than a few fields. */
  isWide?: boolean;
  children: ReactNode;
}

export const overlayClass = "fixed inset-0 z-40 bg-black/45";
const PANEL =
  "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] -translate-1/2 overflow-y-auto rounded-md border border-line bg-raised p-5 shadow-float";
export const panelClass = `${PANEL} w-[min(440px,calc(100vw-32px))]`;
const widePanelClass = `${PANEL} w-[min(680px,calc(100vw-24px))] max-sm:p-4`;

/** A dialog that can be closed at any time. */
export function Modal({
  open,
  onOpenChange,
  title,
  description,
  isSticky = false,
  isWide = false,
  children,
}: ModalProps) {
  const start = (event: Event) => {
    const wanted = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[data-starts-here]");
    if (!wanted) return;
    event.preventDefault();
    wanted.focus();
  };
  const hold = (event: Event) => isSticky && event.preventDefault();
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={overlayClass} />
        <Dialog.Content
          className={isWide ? widePanelClass : panelClass}
          onOpenAutoFocus={start}
          onInteractOutside={hold}
          onEscapeKeyDown={hold}
        >
          <div className="mb-3 flex items-start justify-between gap-4">
            <div>
              <Dialog.Title className="text-[16px] font-semibold">{title}</Dialog.Title>
              <Dialog.Description className="text-muted">{description}</Dialog.Description>
            </div>
            <Dialog.Close
              aria-label="Close"
              className="-m-1.5 grid size-8 shrink-0 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover"
            >
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
