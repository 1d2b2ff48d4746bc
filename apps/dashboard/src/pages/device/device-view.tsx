import type { Job } from "@fieldline/domain/job";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { ErrorState } from "../../components/error-state.tsx";
import { useFeedFrames } from "../../live/feed-context.ts";
import { AboutCard } from "./about-card.tsx";
import { ActivityCard } from "./activity-card.tsx";
import type { DeviceDetail } from "./device-detail.ts";
import { DeviceHeader } from "./device-header.tsx";
import { DeviceHistory } from "./device-history.tsx";
import { LogFrame } from "./log-frame.tsx";
import { OpenJobs } from "./open-jobs.tsx";
import { outcomeOf } from "./outcome.ts";
import { useOpenJobs } from "./use-device-jobs.ts";

const LiveLog = lazy(() => import("./live-log.tsx").then((it) => ({ default: it.LiveLog })));

/** A device that is there: what it is, what it does now, what it has done. */
export function DeviceView({ device }: { device: DeviceDetail }) {
  const api = useTRPC();
  const cache = useQueryClient();
  const open = useOpenJobs(device.id);
  const jobs: Job[] = open.data?.items.filter((job) => outcomeOf(job) === "open") ?? [];
  const running = jobs.find(({ status }) => status === "running" || status === "paused");
  useFeedFrames((frame) => {
    if (frame.type !== "job" || frame.job.assigneeId !== device.id) return;
    const isOpenHere = jobs.some(({ id }) => id === frame.job.id);
    const isOpen = outcomeOf(frame.job) === "open";
    if (isOpenHere && isOpen) return;
    const wasKnown = open.data?.items.find(({ id }) => id === frame.job.id);
    if (isOpen || !wasKnown || isOpenHere) void cache.invalidateQueries({ queryKey: api.jobs.list.pathKey() });
  });
  return (
    <div className="grid gap-3">
      <DeviceHeader device={device} />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(300px,360px)] items-start gap-3 max-xl:grid-cols-1">
        <div className="grid min-w-0 gap-3">
          {open.isLoadingError ? (
            <div className="rounded-md border border-line bg-surface">
              <ErrorState
                what="What it does now"
                error={open.error}
                onRetry={() => open.refetch()}
                isRetrying={open.isFetching}
              />
            </div>
          ) : (
            <OpenJobs jobs={jobs} isOnline={device.isOnline} />
          )}
          {running && (
            <Suspense fallback={<LogFrame job={running} />}>
              <LiveLog key={running.id} job={running} />
            </Suspense>
          )}
          <DeviceHistory deviceId={device.id} />
        </div>
        <div className="grid min-w-0 gap-3">
          <ActivityCard deviceId={device.id} />
          <AboutCard device={device} />
        </div>
      </div>
    </div>
  );
}
