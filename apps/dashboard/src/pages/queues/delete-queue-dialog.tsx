import { errorOf } from "@fieldline/client/errors";
import type { Queue } from "@fieldline/domain/queue";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { notify } from "../../toasts/notify.ts";

/** Asks before a queue is gone. */
export function DeleteQueueDialog({ queue: { name }, onClose }: { queue: Queue; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.queues.delete.mutationOptions({
      onSuccess: () => {
        const key = api.queues.list.queryKey();
        cache.setQueryData<Queue[]>(key, (queues) => queues?.filter((each) => each.name !== name));
        void cache.invalidateQueries({ queryKey: key });
        notify({ tone: "success", title: `${name} deleted` });
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the queue ${name}?`}
      consequence="Nothing can be put into it any more. A schedule or a template that names it fails until it names another. Jobs that went through it keep its name."
      confirm={remove.isPending ? "Deleting…" : "Delete the queue"}
      dismiss="Keep it"
      isBusy={remove.isPending}
      failure={remove.error ? errorOf(remove.error).message : undefined}
      onConfirm={() => remove.mutate({ name })}
    />
  );
}
