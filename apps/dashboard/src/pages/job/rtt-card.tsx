import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { CHART_WINDOWS, type ChartWindow } from "@fieldline/ui/chart-view";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { Card } from "../../components/card.tsx";
import { Segmented } from "../../components/segmented.tsx";
import { ChartKey } from "./chart-key.tsx";
import { LiveState } from "./live-state.tsx";
import type { useLiveJob } from "./use-live-job.ts";
import { useProbeChart } from "./use-probe-chart.ts";

const WINDOWS = CHART_WINDOWS.map(({ label, window }) => ({ label, value: String(window) }));

function firstWindow(job: ProbeJob): ChartWindow {
  return isEnded(job.status) || job.spec.durationMs <= 600_000 ? "all" : 300_000;
}

interface RttCardProps {
  job: ProbeJob;
  live: ReturnType<typeof useLiveJob>;
  /** Moments to be marked. */
  markers?: readonly { at: number }[];
}

/** The chart of every packet, live. */
export function RttCard({ job, live, markers }: RttCardProps) {
  const { samples, firstSeq, connection, heardAt } = live;
  const [window, setWindow] = useState<ChartWindow>(() => firstWindow(job));
  const { host, isZoomed, follow, hasFailed } = useProbeChart({ job, samples, firstSeq, window, markers });
  const choose = (value: string) => {
    setWindow(value === "all" ? "all" : Number(value));
    follow();
  };
  return (
    <Card
      title="Round-trip time"
      aside={
        <>
          <ChartKey />
          <div className="ml-auto flex flex-wrap items-center gap-x-4 gap-y-1">
            <LiveState connection={isEnded(job.status) ? "ended" : connection} heardAt={heardAt} />
            {isZoomed && (
              <Button className="h-7 text-[12.5px]" onClick={follow}>
                {isEnded(job.status) ? "Show all" : "Back to live"}
              </Button>
            )}
            <Segmented label="Time shown" value={isZoomed ? "" : String(window)} options={WINDOWS} onChange={choose} />
          </div>
        </>
      }
    >
      <div className="relative h-[286px] px-2 pt-2 pb-1">
        <div ref={host} className="size-full" />
        {hasFailed && (
          <p role="alert" className="absolute inset-0 grid place-items-center text-muted">
            The chart could not be loaded. Reload the page; the figures above stay right.
          </p>
        )}
      </div>
    </Card>
  );
}
