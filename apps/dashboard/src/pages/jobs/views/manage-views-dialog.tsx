import type { View } from "@fieldline/domain/views-input";
import { useState } from "react";
import { Button } from "../../../components/button.tsx";
import { Modal } from "../../../components/modal.tsx";
import { useMe } from "../../../session/use-me.ts";
import { EditedView } from "./edited-view.tsx";
import { useViews } from "./use-views.ts";

/** The reader's own views: to rename, to share, to delete. */
export function ManageViewsDialog({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const { views, remove } = useViews();
  const [edited, setEdited] = useState<View>();
  const mine = views.filter(({ ownerId }) => ownerId === me?.id);
  if (edited) return <EditedView view={edited} onDone={() => setEdited(undefined)} />;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title="My views"
      description="Deleting a view deletes no job: only the name, and what it stands for."
    >
      {mine.length === 0 && <p className="py-2 text-muted">You have no view of your own any more.</p>}
      <ul>
        {mine.map((view) => (
          <li key={view.id} className="flex items-center gap-2 border-b border-line py-2 last:border-0">
            <span className="min-w-0 flex-1 truncate" title={view.name}>
              {view.name}
              {view.isShared && <span className="ml-2 text-[12.5px] text-muted">shared</span>}
            </span>
            <Button aria-label={`Change ${view.name}`} onClick={() => setEdited(view)}>
              Change…
            </Button>
            <Button
              tone="danger"
              aria-label={`Delete ${view.name}`}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ id: view.id })}
            >
              Delete
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
