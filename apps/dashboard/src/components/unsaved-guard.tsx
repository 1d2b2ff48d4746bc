import { useBlocker } from "@tanstack/react-router";
import { ConfirmDialog } from "./confirm-dialog.tsx";

interface UnsavedGuardProps {
  isUnsaved: boolean;
  /** What would be lost, as a sentence's subject. */
  what: string;
}

/** Asks before a page with unsaved changes is left, and lets the browser ask before it is closed. */
export function UnsavedGuard({ isUnsaved, what }: UnsavedGuardProps) {
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => isUnsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && blocker.reset()}
      title="Leave without saving?"
      consequence={`${what} is not saved and will be lost.`}
      confirm="Leave without saving"
      dismiss="Stay"
      isBusy={false}
      onConfirm={blocker.proceed}
    />
  );
}
