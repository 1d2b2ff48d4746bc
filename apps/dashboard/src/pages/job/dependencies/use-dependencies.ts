import type { Job } from "@fieldline/domain/job";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "../../../api/trpc.ts";
import { useFeedFrames } from "../../../live/feed-context.ts";

/** What a job waits for and what waits for it, each as it stands now. */
export function useDependencies(id: string) {
  const api = useTRPC();
  const cache = useQueryClient();
  const options = api.jobs.dependencies.queryOptions({ id });
  const { data } = useQuery(options);
  useFeedFrames((frame) => {
    if (frame.type !== "job" || !data) return;
    const { job } = frame;
    const isKnown = data.nodes.some((node) => node.id === job.id);
    if (isKnown)
      cache.setQueryData(options.queryKey, (held) => held && { ...held, nodes: held.nodes.map(renewedBy(job)) });
    else if (job.dependsOn.some((parent) => data.nodes.some((node) => node.id === parent)))
      void cache.invalidateQueries({ queryKey: options.queryKey });
  });
  return data;
}

function renewedBy({ id, status, name }: Job) {
  return <Node extends { id: string }>(node: Node): Node => (node.id === id ? { ...node, status, name } : node);
}
