import type { Job, Sample } from "@fieldline/domain/job";
import { formatCount, formatMos, formatMs, percentFigure, roundMsFigure } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { Show } from "solid-js";

/** What fits in half the width of a small phone at the full size. */
const MOST_LETTERS = 5;

/** Loss and latency large enough to read from the ladder, with the newest packet below; grey when they are old. */
export function Figures(props: { job: Job; newest: Sample | undefined; isOld: boolean }) {
  const summary = () => props.job.summary;
  const loss = () => percentFigure(summary()?.lossPercent);
  const latency = () => roundMsFigure(summary()?.medianMs);
  const lost = () => (summary()?.sent ?? 0) - (summary()?.received ?? 0);
  return (
    <dl class="big num" classList={{ old: props.isOld }}>
      <div>
        <dt>Loss</dt>
        <dd class={`tone-text-${lossTone(summary()?.lossPercent ?? null)}`}>
          {loss().value}
          <small> {loss().unit}</small>
        </dd>
        <dd class="below">
          {formatCount(lost())} of {formatCount(summary()?.sent ?? 0)} lost
        </dd>
      </div>
      <div>
        <dt>Latency</dt>
        <dd classList={{ long: `${latency().value}${latency().unit}`.length > MOST_LETTERS }}>
          {latency().value}
          <small> {latency().unit}</small>
        </dd>
        <dd class="below">
          <Show when={props.newest} fallback="no packet yet">
            {(sample) => (
              <Show when={sample().rttMs !== null} fallback={<b class="tone-text-bad">last one lost</b>}>
                last {formatMs(sample().rttMs)}
              </Show>
            )}
          </Show>
        </dd>
      </div>
    </dl>
  );
}

/** The smaller figures in one line. */
export function SmallFigures(props: { job: Job }) {
  const summary = () => props.job.summary;
  return (
    <p class="small-figures num muted">
      <span>Jitter {formatMs(summary()?.jitterMs)}</span>
      <span>Worst {formatMs(summary()?.maxMs)}</span>
      <span>MOS {formatMos(summary()?.mos)}</span>
      <Show when={(summary()?.missedTicks ?? 0) > 0}>
        <span>{formatCount(summary()?.missedTicks)} not measured</span>
      </Show>
    </p>
  );
}
