import { errorOf } from "@fieldline/client/errors";
import type { Template } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";
import { SchedulesOfTemplate } from "./schedules-of-template.tsx";
import { type Users, usersOf } from "./template-users.ts";

interface DeleteTemplateDialogProps {
  template: Template;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a template and all its versions are gone, and once more where schedules run it. */
export function DeleteTemplateDialog({ template, onClose, onDeleted }: DeleteTemplateDialogProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const [users, setUsers] = useState<Users>();
  const remove = useMutation(
    api.templates.delete.mutationOptions({
      onSuccess: () => {
        onDeleted();
        cache.removeQueries({ queryKey: api.templates.get.pathKey() });
        void cache.invalidateQueries({ queryKey: api.templates.list.pathKey() });
        notify({ tone: "success", title: `${template.name} deleted` });
      },
      onError: (error) => setUsers((known) => usersOf(error) ?? known),
    }),
  );
  const failure = remove.error && !usersOf(remove.error) ? errorOf(remove.error).message : undefined;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={users ? `${usedBy(users)} ${template.name}` : `Delete ${template.name}?`}
      consequence={
        users
          ? "It was not deleted. Without it no scheduled run of it can start: each is recorded as failed, until its schedule is given another template. It cannot be brought back."
          : "It and all its versions are gone for new jobs. Jobs that ran it keep what they ran, and what is running goes on."
      }
      confirm={remove.isPending ? "Deleting…" : users ? "Delete anyway" : "Delete the template"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={failure}
      onConfirm={() => remove.mutate({ id: template.id, force: users !== undefined })}
    >
      {users && <SchedulesOfTemplate users={users} slug={template.slug} />}
    </ConfirmDialog>
  );
}

function usedBy({ count }: Users): string {
  return count === 1 ? "A schedule runs" : `${count.toLocaleString("en-US")} schedules run`;
}
