import { errorOf } from "@fieldline/client/errors";
import type { DeviceGroup } from "@fieldline/domain/device";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";

/** Asks before a group is gone. */
export function DeleteGroupDialog({ group, onClose }: { group: DeviceGroup; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.devices.groups.delete.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: api.devices.pathKey() });
        notify({ tone: "success", title: `${group.name} deleted` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the group ${group.name}?`}
      consequence="Its devices stay as they are. A rollout that runs on for new members of the group finds no more."
      confirm={remove.isPending ? "Deleting…" : "Delete the group"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={remove.error ? errorOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id: group.id })}
    />
  );
}
