import { errorOf } from "@fieldline/client/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";

interface DeleteScheduleDialogProps {
  schedule: Schedule;
  onClose: () => void;
  onDeleted: () => void;
}

/** Asks before a schedule and its history are gone. */
export function DeleteScheduleDialog({ schedule: { id, name }, onClose, onDeleted }: DeleteScheduleDialogProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.schedules.delete.mutationOptions({
      onSuccess: () => {
        onDeleted();
        cache.removeQueries({ queryKey: api.schedules.get.queryKey({ id }) });
        void cache.invalidateQueries({ queryKey: api.schedules.list.pathKey() });
        void cache.invalidateQueries({ queryKey: api.schedules.upcoming.pathKey() });
        notify({ tone: "success", title: `${name} deleted` });
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      consequence="It runs no more, and its history is gone for good. Jobs and rollouts that it has started stay, and what is under way goes on."
      confirm={remove.isPending ? "Deleting…" : "Delete the schedule"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={remove.error ? errorOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ id })}
    />
  );
}
