import type { View } from "@fieldline/domain/views-input";
import { useState } from "react";
import { ActionDialog } from "../../../job-actions/action-dialog.tsx";
import { SharedCheck } from "./shared-check.tsx";
import { useViews } from "./use-views.ts";
import { ViewNameField } from "./view-name-field.tsx";

/** One view's name, and whether others find it. */
export function EditedView({ view, onDone }: { view: View; onDone: () => void }) {
  const { save } = useViews();
  const [name, setName] = useState(view.name);
  const [isShared, setIsShared] = useState(view.isShared);
  const given = name.trim();
  return (
    <ActionDialog
      title={`Change ${view.name}`}
      consequence="What it shows stays as it is. To change that, save another one under the same name."
      confirm={save.isPending ? "Saving…" : "Save"}
      dismiss="Back"
      isBusy={save.isPending}
      error={save.error}
      onClose={onDone}
      onConfirm={() =>
        given &&
        save.mutate({ id: view.id, name: given, page: "jobs", search: view.search, isShared }, { onSuccess: onDone })
      }
    >
      <ViewNameField name={name} error={given ? undefined : "Give it a name to find it by."} onChange={setName} />
      <SharedCheck isShared={isShared} onChange={setIsShared} />
    </ActionDialog>
  );
}
