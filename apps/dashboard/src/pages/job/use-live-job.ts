import { jobsPort } from "@fieldline/client/jobs-port";
import { type JobConnection, watchJob } from "@fieldline/client/live-job";
import { newerJob } from "@fieldline/client/merge-job";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC, useTRPCClient } from "../../api/trpc.ts";
import { createSampleBuffer, type SampleBuffer } from "./sample-buffer.ts";

export interface LiveView {
  connection: JobConnection;
  /** The first sample that was delivered: older ones are only in the series. */
  firstSeq: number | null;
  /** When the newest sample was taken, epoch ms. */
  heardAt: number | null;
  log: readonly LogEntry[];
}

const NOTHING: LiveView = { connection: "connecting", firstSeq: null, heardAt: null, log: [] };

/** Follows one job: the job itself goes into the cache, its samples into a buffer for the chart. */
export function useLiveJob(id: string): LiveView & { samples: SampleBuffer } {
  const api = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const [samples] = useState(createSampleBuffer);
  const [view, setView] = useState(NOTHING);

  useEffect(() => {
    const watch = watchJob({
      id,
      baseUrl: "",
      port: jobsPort(client),
      onChange(change) {
        const { job, connection, firstSeq } = change.live;
        if (job) cache.setQueryData<Job>(api.jobs.get.queryKey({ id }), (held) => newerJob(held, job));
        samples.add(change.samples);
        setView((old) => ({
          connection,
          firstSeq,
          heardAt: change.samples.at(-1)?.at ?? old.heardAt,
          log: change.log.length > 0 ? [...old.log, ...change.log] : old.log,
        }));
      },
    });
    return () => {
      watch.close();
      setView(NOTHING);
    };
  }, [id, api, client, cache, samples]);

  return { ...view, samples };
}
