import { errorOf } from "@fieldline/client/errors";
import type { Queue } from "@fieldline/domain/queue";
import { formatQuantity } from "@fieldline/ui/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { mergeQueue } from "../../live/merge-queue.ts";
import { notify } from "../../toasts/notify.ts";

const WORDS = "Nothing more is taken from it until it is resumed; what comes waits.";

/** Asks why a queue is paused, for all who come across it. */
export function PauseQueueDialog({ queue: { name, active }, onClose }: { queue: Queue; onClose: () => void }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const [note, setNote] = useState("");
  const pause = useMutation(
    api.queues.pause.mutationOptions({
      onSuccess: (queue) => {
        mergeQueue(cache, api, queue);
        void cache.invalidateQueries({ queryKey: api.audit.list.pathKey() });
        notify({ tone: "success", title: `${name} is paused` });
        onClose();
      },
    }),
  );
  const underWay =
    active > 0 ? ` The ${formatQuantity(active, "task")} under way run${active === 1 ? "s" : ""} on.` : "";
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Pause the queue ${name}?`}
      description={WORDS + underWay}
    >
      <form
        noValidate
        aria-label="Pause the queue"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pause.isPending) pause.mutate({ name, ...(note.trim() && { note: note.trim() }) });
        }}
      >
        <TextInput
          label="Note"
          optional
          startsHere
          hint="Why, and until when: shown to everyone with the queue, and kept in the audit."
          maxLength={500}
          value={note}
          error={pause.error ? errorOf(pause.error).message : undefined}
          onChange={setNote}
        />
        <div className="mt-5 flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" tone="primary" disabled={pause.isPending}>
            {pause.isPending ? "Pausing…" : "Pause"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
