import type { ProbeJob } from "@fieldline/domain/job";
import { formatMac } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { type JSX, Show } from "solid-js";
import { METHOD_WORDS } from "../method-words.ts";

/** What is measured, for whom, how, and how often. */
export function JobTitle(props: { job: ProbeJob; chip: JSX.Element }) {
  const target = () => props.job.spec.target;
  const how = () => {
    const { method, vantage } = props.job.spec;
    const port = target().port === undefined ? "" : ` port ${target().port}`;
    const from = vantage.kind === "edge" ? "from the edge" : `measured by ${props.job.assigneeName}`;
    return method === "simulated" ? "simulated, not a real line" : `${METHOD_WORDS[method]}${port} ${from}`;
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
        {how()} · every{"\u00a0"}
        {formatDuration(props.job.spec.cadenceMs)}
      </p>
    </div>
  );
}
