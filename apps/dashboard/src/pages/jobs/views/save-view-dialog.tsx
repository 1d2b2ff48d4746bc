import { errorOf } from "@fieldline/client/errors";
import { useState } from "react";
import { ActionDialog } from "../../../job-actions/action-dialog.tsx";
import { useMe } from "../../../session/use-me.ts";
import { notify } from "../../../toasts/notify.ts";
import { useOwnColumns } from "../columns/own-columns.ts";
import type { JobsSearch } from "../jobs-search.ts";
import { SharedCheck } from "./shared-check.tsx";
import { useViews } from "./use-views.ts";
import { keptOf, searchOf } from "./view.ts";
import { ViewNameField } from "./view-name-field.tsx";

interface SaveViewDialogProps {
  search: JobsSearch;
  /** Goes on with what was saved. */
  onSaved: (search: JobsSearch) => void;
  onClose: () => void;
}

/** Keeps the present filters, order and columns under a name; under a name that is there already it takes that view's place. */
export function SaveViewDialog({ search, onSaved, onClose }: SaveViewDialogProps) {
  const me = useMe();
  const own = useOwnColumns();
  const { views, save } = useViews();
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const given = name.trim();
  const same = views.find((view) => view.ownerId === me?.id && view.name === given);
  const issue = save.error ? errorOf(save.error).issues.find(({ path }) => path === "name")?.message : undefined;
  const kept = keptOf(search, own);
  const keep = () => {
    setIsAsked(true);
    if (!given) return;
    save.mutate(
      { ...(same && { id: same.id }), name: given, page: "jobs", search: kept, isShared },
      {
        onSuccess: () => {
          notify({ tone: "success", title: `The view ${given} is saved` });
          onSaved(searchOf({ search: kept }));
          onClose();
        },
      },
    );
  };
  return (
    <ActionDialog
      title="Save this view"
      consequence="It keeps the filters, the order and the columns, and shows what matches at the time."
      confirm={save.isPending ? "Saving…" : same ? `Replace ${given}` : "Save the view"}
      dismiss="Close"
      isBusy={save.isPending}
      error={issue ? null : save.error}
      onClose={onClose}
      onConfirm={keep}
    >
      <ViewNameField
        name={name}
        error={isAsked && !given ? "Give it a name to find it by." : issue}
        onChange={setName}
      />
      <SharedCheck isShared={isShared} onChange={setIsShared} />
    </ActionDialog>
  );
}
