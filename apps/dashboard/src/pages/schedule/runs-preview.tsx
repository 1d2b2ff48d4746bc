import { errorOf } from "@fieldline/client/errors";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { Skeleton } from "../../components/skeleton.tsx";
import { RunTimes } from "./run-times.tsx";

const CALM_MS = 200;
const SHOWN = 10;

interface RunsPreviewProps {
  cron: string;
  timeZone: string;
  isWrong: boolean;
}

/** What a rhythm means, in words and in its next ten runs, as it is typed. */
export function RunsPreview({ cron, timeZone, isWrong }: RunsPreviewProps) {
  const api = useTRPC();
  const [asked, setAsked] = useState({ cron, timeZone });
  useEffect(() => {
    const timer = setTimeout(() => !isWrong && setAsked({ cron, timeZone }), CALM_MS);
    return () => clearTimeout(timer);
  }, [cron, timeZone, isWrong]);
  const { data, error, isPlaceholderData } = useQuery({
    ...api.schedules.preview.queryOptions({ ...asked, count: SHOWN }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const isOld = isWrong || isPlaceholderData || asked.cron !== cron || asked.timeZone !== timeZone;
  return (
    <section
      aria-label="Preview"
      aria-busy={isOld}
      className="min-h-90 min-w-0 rounded-md border border-line px-3.5 py-3"
    >
      {error && !isWrong ? (
        <p role="alert" className="text-bad">
          {errorOf(error).message}
        </p>
      ) : data ? (
        <div className={isOld ? "opacity-50" : ""}>
          <p role="status" className="mb-2 font-semibold">
            {data.inWords}
          </p>
          {data.runs.length > 0 ? (
            <RunTimes runs={data.runs} timeZone={asked.timeZone} />
          ) : (
            <p className="text-warn">It never runs: no day matches.</p>
          )}
        </div>
      ) : (
        <div role="status" aria-label="Loading the preview" className="grid gap-4">
          <Skeleton className="w-1/2" />
          <Skeleton className="h-70 w-full" />
        </div>
      )}
    </section>
  );
}
