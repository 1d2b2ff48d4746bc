import type { Job } from "@fieldline/domain/job";
import { formatMac } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { type JSX, Show } from "solid-js";

const VANTAGE_WORDS = {
  edge: "from the edge",
  device: "from a device",
  simulator: "simulated, not a real line",
} as const;

/** What is measured, for whom, how, and how often. */
export function JobTitle(props: { job: Job; chip: JSX.Element }) {
  const target = () => props.job.spec.target;
  const how = () => {
    const { method, vantage } = props.job.spec;
    const port = target().port === undefined ? "" : ` port ${target().port}`;
    return method === "simulated"
      ? VANTAGE_WORDS.simulator
      : `${method.toUpperCase()}${port} ${VANTAGE_WORDS[vantage.kind]}`;
  };
  return (
    <div class="title">
      <div class="bar">
        <h1>{target().host}</h1>
        {props.chip}
      </div>
      <p class="muted">
        <Show when={target().accountNumber}>
          {(account) => (
            <>
              <span class="mono">{account()}</span> ·{" "}
            </>
          )}
        </Show>
        <Show when={target().mac}>
          {(mac) => (
            <>
              <span class="mono">{formatMac(mac())}</span> ·{" "}
            </>
          )}
        </Show>
        {how()} · every {formatDuration(props.job.spec.cadenceMs)}
      </p>
    </div>
  );
}
