import { tickCount } from "@fieldline/domain/grid";
import type { ProbeJob } from "@fieldline/domain/job";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { onMount, Show } from "solid-js";

/** Asks before a probe is ended for good, and offers the pause beside it. */
export function StopDialog(props: { job: ProbeJob; onStop: () => void; onPause: () => void; onClose: () => void }) {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  const leave = (act?: () => void) => {
    act?.();
    dialog?.close();
  };
  const planned = () => tickCount(props.job.spec.durationMs, props.job.spec.cadenceMs) * props.job.spec.packets;
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="stop-title" onClose={props.onClose}>
      <h2 id="stop-title">Stop this probe?</h2>
      <p>
        It ends for everyone, after {formatCount(props.job.summary?.sent ?? 0)} of {formatQuantity(planned(), "sample")}
        . What was measured stays.
      </p>
      <div class="stack">
        <button type="button" class="big-button stop" onClick={() => leave(props.onStop)}>
          Stop
        </button>
        <Show when={props.job.status === "running"}>
          <button type="button" class="big-button" onClick={() => leave(props.onPause)}>
            Pause instead
          </button>
        </Show>
        <button type="button" class="big-button" autofocus onClick={() => leave()}>
          {props.job.status === "paused" ? "Leave it paused" : "Keep it running"}
        </button>
      </div>
    </dialog>
  );
}
