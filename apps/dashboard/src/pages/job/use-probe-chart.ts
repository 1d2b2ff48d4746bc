import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import type { TimeRange } from "@fieldline/ui/chart-marks";
import type { ChartWindow } from "@fieldline/ui/chart-view";
import { createProbeChart, type ProbeChart } from "@fieldline/ui/probe-chart";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import type { SampleBuffer } from "./sample-buffer.ts";

const CALM_MS = 60_000;
const POINTS = 600;

interface ProbeChartOptions {
  job: ProbeJob;
  samples: SampleBuffer;
  firstSeq: number | null;
  window: ChartWindow;
  /** Moments to be marked. */
  markers?: readonly { at: number }[] | undefined;
}

/** Binds the chart to a job: samples as they come, the series where samples do not reach, finer buckets when zoomed. */
export function useProbeChart({ job, samples, firstSeq, window, markers }: ProbeChartOptions) {
  const api = useTRPC();
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ProbeChart>();
  const [range, setRange] = useState<TimeRange | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const { cadenceMs } = job.spec;
  const origin = job.startedAt ?? job.createdAt;
  const firstWindow = useRef(window);

  useEffect(() => {
    if (!host.current) return;
    const created = createProbeChart(host.current, {
      cadenceMs,
      origin,
      window: firstWindow.current,
      label: `Round-trip time of ${job.name}`,
      onRangeChange: setRange,
      onError: () => setHasFailed(true),
    });
    const stop = samples.follow((fresh) => created.append(fresh));
    setChart(created);
    return () => {
      stop();
      created.destroy();
    };
  }, [cadenceMs, origin, job.name, samples]);

  const isBeyondSamples = firstSeq !== null && firstSeq > 1;
  const overview = useQuery(
    api.jobs.series.queryOptions(isBeyondSamples ? { id: job.id, points: POINTS } : skipToken, {
      refetchInterval: isEnded(job.status) ? false : CALM_MS,
    }),
  );
  const bounds = range && { from: Math.floor(range.from), to: Math.ceil(range.to) };
  const detail = useQuery(
    api.jobs.series.queryOptions(isBeyondSamples && bounds ? { id: job.id, ...bounds, points: POINTS } : skipToken),
  );

  useEffect(() => {
    if (overview.data) chart?.setSeries(overview.data);
  }, [chart, overview.data]);
  useEffect(() => chart?.setDetail(detail.data ?? null), [chart, detail.data]);
  useEffect(() => chart?.setWindow(window), [chart, window]);
  useEffect(() => {
    if (markers?.length) chart?.setMarkers(markers.map(({ at }) => at));
  }, [chart, markers]);

  return { host, isZoomed: range !== null, follow: () => chart?.setRange(null), hasFailed };
}
