import { errorOf } from "@fieldline/client/errors";
import { DEFAULT_QUEUE } from "@fieldline/domain/new-job";
import type { Queue } from "@fieldline/domain/queue";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../components/button.tsx";
import { mergeQueue } from "../../live/merge-queue.ts";
import { useCan } from "../../session/use-me.ts";
import { notify } from "../../toasts/notify.ts";

export type QueueQuestion = "pause" | "change" | "delete";

interface QueueButtonsProps {
  queue: Queue;
  onAsk: (about: QueueQuestion) => void;
}

/** What can be done with a queue as it stands; one that holds work, or that tasks without a queue go to, stays. */
export function QueueButtons({ queue: { name, paused, active, waiting }, onAsk }: QueueButtonsProps) {
  const api = useTRPC();
  const cache = useQueryClient();
  const can = useCan();
  const resume = useMutation(
    api.queues.resume.mutationOptions({
      onSuccess: (queue) => {
        mergeQueue(cache, api, queue);
        notify({ tone: "success", title: `${name} goes on` });
      },
      onError: (error) =>
        notify({ tone: "error", title: `${name} was not resumed`, description: errorOf(error).message }),
    }),
  );
  return (
    <>
      {can("queues.delete") && name !== DEFAULT_QUEUE && active === 0 && waiting === 0 && (
        <Button
          tone="danger"
          className="max-lg:order-last"
          aria-label={`Delete ${name}`}
          onClick={() => onAsk("delete")}
        >
          Delete
        </Button>
      )}
      {paused && can("queues.resume") && (
        <Button aria-label={`Resume ${name}`} disabled={resume.isPending} onClick={() => resume.mutate({ name })}>
          {resume.isPending ? "Resuming…" : "Resume"}
        </Button>
      )}
      {!paused && can("queues.pause") && (
        <Button aria-label={`Pause ${name}`} onClick={() => onAsk("pause")}>
          Pause
        </Button>
      )}
      {can("queues.update") && (
        <Button aria-label={`Change ${name}`} onClick={() => onAsk("change")}>
          Change
        </Button>
      )}
    </>
  );
}
