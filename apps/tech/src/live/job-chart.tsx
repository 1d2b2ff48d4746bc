import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { CHART_WINDOWS, type ChartWindow } from "@fieldline/ui/chart-view";
import { createProbeChart } from "@fieldline/ui/probe-chart";
import { createQuery } from "@tanstack/solid-query";
import { createEffect, createSignal, For, onCleanup, onMount, Show } from "solid-js";
import { server } from "../server.ts";
import type { WatchedJob } from "./watched-job.ts";

const POINTS = 300;

/** The round-trip times of a job, each packet of the last minute or the whole run. */
export function JobChart(props: { job: ProbeJob; startedAt: number; watched: WatchedJob }) {
  const [window, setWindow] = createSignal<ChartWindow>(isEnded(props.job.status) ? "all" : 60_000, {
    equals: false,
  });
  const [hasFailed, setHasFailed] = createSignal(false);
  let element: HTMLDivElement | undefined;
  const hasHistory = () => (props.watched.live().firstSeq ?? 1) > 1;
  const series = createQuery(() => ({
    queryKey: ["series", props.job.id, isEnded(props.job.status)],
    queryFn: () => server.jobs.series.query({ id: props.job.id, points: POINTS }),
    enabled: hasHistory(),
    staleTime: 600_000,
  }));
  onMount(() => {
    if (!element) return;
    const chart = createProbeChart(element, {
      cadenceMs: props.job.spec.cadenceMs,
      origin: props.startedAt,
      window: window(),
      label: `Round-trip time of ${props.job.name}`,
      onError: () => setHasFailed(true),
    });
    props.watched.onSamples((samples) => chart.append(samples));
    createEffect(() => series.data && chart.setSeries(series.data));
    createEffect(() => chart.setWindow(window()));
    onCleanup(() => chart.destroy());
  });
  return (
    <section class="chart" aria-label="Chart">
      <div class="chart-area" ref={element}>
        <Show when={hasFailed()}>
          <p class="muted">The chart could not be loaded. It will be here after a reload with a connection.</p>
        </Show>
      </div>
      <fieldset class="windows" aria-label="Shown time">
        <For each={CHART_WINDOWS}>
          {(choice) => (
            <button
              type="button"
              aria-pressed={window() === choice.window}
              title={choice.name}
              onClick={() => setWindow(choice.window)}
            >
              {choice.label}
            </button>
          )}
        </For>
      </fieldset>
    </section>
  );
}
