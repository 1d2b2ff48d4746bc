import type { Queue } from "@fieldline/domain/queue";
import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "../api/trpc.ts";

type Api = ReturnType<typeof useTRPC>;

/** A queue is renewed where it stands; a new one goes where its name belongs. */
export function mergeQueue(cache: QueryClient, api: Api, queue: Queue): void {
  cache.setQueryData<Queue[]>(api.queues.list.queryKey(), (queues) => {
    if (!queues) return queues;
    const at = queues.findIndex(({ name }) => name === queue.name);
    if (at >= 0) return queues.with(at, queue);
    return [...queues, queue].sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}
