import { errorOf } from "@fieldline/client/errors";
import type { Queue } from "@fieldline/domain/queue";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { Modal } from "../../components/modal.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { mergeQueue } from "../../live/merge-queue.ts";
import { notify } from "../../toasts/notify.ts";
import { NumberInput } from "../new-rollout/number-input.tsx";
import { draftOfQueue, type QueueErrors, readQueue } from "./queue-draft.ts";

interface QueueDialogProps {
  /** The queue to change; a new one is made where absent. */
  queue?: Queue;
  onClose: () => void;
}

/** Makes a queue or changes one: what it is for, how many places it has, and how urgent its tasks are. */
export function QueueDialog({ queue, onClose }: QueueDialogProps) {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => draftOfQueue(queue));
  const [errors, setErrors] = useState<QueueErrors>({});
  const change = (part: Partial<typeof draft>) => setDraft((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: (input: ReturnType<typeof readQueue>["input"]): Promise<Queue> =>
      queue ? client.queues.update.mutate(input) : client.queues.create.mutate(input),
    onSuccess: (saved) => {
      mergeQueue(cache, api, saved);
      notify({ tone: "success", title: queue ? `${saved.name} saved` : `${saved.name} made` });
      onClose();
    },
    onError: (error) => {
      const { message, issues, reason } = errorOf(error);
      if (issues.length > 0) setErrors(Object.fromEntries(issues.map((each) => [each.path, each.message])));
      else setErrors(reason === "QUEUE_EXISTS" ? { name: message } : { rest: message });
    },
  });
  const submit = () => {
    if (save.isPending) return;
    const { input, errors } = readQueue(draft);
    setErrors(errors);
    if (Object.keys(errors).length === 0) save.mutate(input);
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={queue ? `Change the queue ${queue.name}` : "New queue"}
      description={
        queue ? "It holds from the next task on; none that is under way is stopped." : "Where tasks wait for an agent."
      }
    >
      <form
        noValidate
        aria-label="Queue"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        className="grid gap-4"
      >
        {!queue && (
          <TextInput
            label="Name"
            startsHere
            hint="It stays: jobs, templates and schedules name it."
            isMono
            value={draft.name}
            error={errors.name}
            maxLength={50}
            placeholder="nightly"
            onChange={(name) => change({ name })}
          />
        )}
        <TextInput
          label="Description"
          optional
          startsHere={queue !== undefined}
          value={draft.description}
          error={errors.description}
          maxLength={500}
          onChange={(description) => change({ description })}
        />
        <div className="grid grid-cols-2 gap-3.5 max-sm:grid-cols-1">
          <NumberInput
            label="Places"
            hint="How many of its tasks may run at once."
            value={draft.places}
            error={errors.maxConcurrency}
            onChange={(places) => change({ places })}
          />
          <NumberInput
            label="Priority"
            hint="Of tasks that bring none: 1 is most urgent, 10 least."
            value={draft.priority}
            error={errors.defaultPriority}
            onChange={(priority) => change({ priority })}
          />
        </div>
        {errors.rest && (
          <p role="alert" className="text-bad">
            {errors.rest}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" disabled={save.isPending}>
            {save.isPending ? "Saving…" : queue ? "Save" : "Make the queue"}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
