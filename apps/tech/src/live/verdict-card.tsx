import type { Verdict } from "@fieldline/domain/job";
import { verdictLook, verdictParts } from "@fieldline/ui/status";
import { formatSince } from "@fieldline/ui/time";
import { Show } from "solid-js";
import { now } from "../clock.ts";

/** The reading of the line in words, with since when it holds. */
export function VerdictCard(props: { verdict: Verdict }) {
  const parts = () => verdictParts(props.verdict.reason);
  const look = () => verdictLook(props.verdict.state);
  return (
    <section class={`say tone-edge-${look().tone}`} aria-label="Verdict">
      <svg class={`tone-text-${look().tone}`} viewBox="0 0 12 12" aria-hidden="true">
        <path d={look().icon} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" />
      </svg>
      <p>
        <b class={`tone-text-${look().tone}`}>{parts().headline}</b> {parts().rest}
        <Show when={props.verdict.since}>
          {(since) => <span class="muted since num"> {capital(formatSince(since(), now()))}</span>}
        </Show>
      </p>
    </section>
  );
}

function capital(text: string) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
