import type { LogEntry } from "@fieldline/domain/job";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { joinLogs } from "./log-lines.ts";

const PAGE = 1_000;

/** The log from its first entry on: what came live, and what was there before, read page by page. */
export function useWholeLog(jobId: string, live: readonly LogEntry[]) {
  const api = useTRPC();
  const client = useTRPCClient();
  const firstLive = live[0]?.seq;
  const before = (firstLive ?? 1) - 1;
  const earlier = useQuery({
    queryKey: [...api.jobs.log.queryKey({ id: jobId, limit: PAGE }), "whole", before],
    enabled: before > 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const entries: LogEntry[] = [];
      for (let afterSeq = 0; afterSeq < before; ) {
        const page = await client.jobs.log.query(
          { id: jobId, afterSeq, limit: Math.min(PAGE, before - afterSeq) },
          { signal },
        );
        entries.push(...page.items);
        if (page.nextSeq === null) break;
        afterSeq = page.nextSeq;
      }
      return entries;
    },
  });
  const log = useMemo(() => joinLogs(earlier.data ?? [], live), [earlier.data, live]);
  return { log, isWhole: firstLive !== undefined && (before === 0 || earlier.isSuccess), query: earlier };
}
