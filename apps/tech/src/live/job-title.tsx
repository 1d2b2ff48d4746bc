import type { Job } from "@fieldline/domain/job";
import { formatMac } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { Show } from "solid-js";

const VANTAGE_WORDS = {
  edge: "from the edge",
  device: "from a device",
  simulator: "simulated, not a real line",
} as const;

/** What is measured, for whom, how, and how often. */
export function JobTitle(props: { job: Job }) {
  const target = () => props.job.spec.target;
  const place = () => {
    const { host, port } = target();
    if (port === undefined) return host;
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
  };
  return (
    <div class="title">
      <h1>{place()}</h1>
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
        {props.job.spec.method === "simulated" ? "" : `${props.job.spec.method.toUpperCase()} `}
        {VANTAGE_WORDS[props.job.spec.vantage.kind]} · every {formatDuration(props.job.spec.cadenceMs)}
      </p>
    </div>
  );
}
