import type { ConfigKey } from "@fieldline/domain/config";
import { useBlocker } from "@tanstack/react-router";
import { SETTING_NAMES } from "../../audit/setting-names.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";

/** Asks before a page with unsaved changes is left, and lets the browser ask before it is closed. */
export function UnsavedGuard({ unsaved }: { unsaved: ReadonlySet<ConfigKey> }) {
  const hasUnsaved = unsaved.size > 0;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => hasUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => hasUnsaved,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  const names = [...unsaved].map((key) => SETTING_NAMES[key]);
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && blocker.reset()}
      title="Leave without saving?"
      consequence={`What you have changed under ${new Intl.ListFormat("en").format(names)} is not saved and will be lost.`}
      confirm="Leave without saving"
      dismiss="Stay"
      isBusy={false}
      onConfirm={blocker.proceed}
    />
  );
}
