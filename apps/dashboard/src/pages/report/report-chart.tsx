import { isEnded } from "@fieldline/domain/job";
import type { Report } from "@fieldline/domain/report";
import { createProbeChart, type ProbeChart } from "@fieldline/ui/probe-chart";
import { useEffect, useRef, useState } from "react";
import { Card } from "../../components/card.tsx";
import { ChartKey } from "../job/chart-key.tsx";
import { StillChart } from "./still-chart.tsx";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");

/** The whole run as a chart: one to point at on the screen, and a sharp one on paper. */
export function ReportChart({ report }: { report: Report }) {
  const { series, title, cadenceMs, startedAt, createdAt, status } = report;
  const origin = startedAt ?? createdAt;
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<ProbeChart>();
  const [hasFailed, setHasFailed] = useState(false);
  useEffect(() => {
    if (!host.current) return;
    const created = createProbeChart(host.current, {
      cadenceMs,
      origin,
      window: "all",
      label: `Round-trip time of ${title}`,
      onError: () => setHasFailed(true),
    });
    setChart(created);
    return () => created.destroy();
  }, [cadenceMs, origin, title]);
  useEffect(() => chart?.setSeries(series), [chart, series]);
  return (
    <Card
      title="Round-trip time"
      aside={
        <>
          <ChartKey />
          <p className="ml-auto text-[12.5px] text-muted">
            {isEnded(status) ? "the whole run" : "the run so far"}, times in {ZONE}
          </p>
        </>
      }
    >
      <div className={`h-[286px] px-2 pt-2 pb-1 print:hidden max-sm:h-[220px] ${hasFailed ? "hidden" : ""}`}>
        <div ref={host} className="size-full" />
      </div>
      <div className={`px-2 pt-2 pb-1 ${hasFailed ? "" : "hidden print:block"}`}>
        <StillChart series={series} origin={origin} cadenceMs={cadenceMs} label={`Round-trip time of ${title}`} />
      </div>
    </Card>
  );
}
