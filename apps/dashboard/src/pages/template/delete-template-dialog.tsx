import { errorOf } from "@fieldline/client/errors";
import type { Template } from "@fieldline/domain/template";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";

interface DeleteTemplateDialogProps {
  template: Template;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a template and all its versions are gone. */
export function DeleteTemplateDialog({ template, onClose, onDeleted }: DeleteTemplateDialogProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.templates.delete.mutationOptions({
      onSuccess: () => {
        onDeleted();
        cache.removeQueries({ queryKey: api.templates.get.pathKey() });
        void cache.invalidateQueries({ queryKey: api.templates.list.pathKey() });
        notify({ tone: "success", title: `${template.name} deleted` });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${template.name}?`}
      consequence="It and all its versions are gone for new jobs. Jobs that ran it keep what they ran, and what is running goes on."
      confirm={remove.isPending ? "Deleting…" : "Delete the template"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={remove.error ? errorOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id: template.id })}
    />
  );
}
