import { formatDuration, formatRelative } from "@fieldline/ui/time";
import { For, Show } from "solid-js";
import { now } from "../clock.ts";
import { titleOf } from "./draft.ts";
import { queuedStarts, startQueue } from "./queue-store.ts";
import type { QueuedStart } from "./start-queue.ts";

/** The starts that wait for a connection, each with what happens next. */
export function QueuedStarts() {
  return (
    <For each={queuedStarts()}>
      {(start) => (
        <section class={`queued ${start.refusal ? "refused" : ""}`} aria-label={`Waiting: ${titleOf(start.input)}`}>
          <p>
            <b>{titleOf(start.input)}</b> for {formatDuration(start.input.durationMs)}
          </p>
          <p class="muted">{stateOf(start)}</p>
          <div class="pair">
            <button type="button" onClick={() => startQueue.remove(start.input.idempotencyKey)}>
              {start.refusal ? "Discard" : "Cancel"}
            </button>
            <Show when={start.refusal || (now() && startQueue.isStale(start))}>
              <button type="button" onClick={() => void startQueue.sendNow(start.input.idempotencyKey)}>
                Try again
              </button>
            </Show>
          </div>
        </section>
      )}
    </For>
  );
}

function stateOf(start: QueuedStart) {
  if (start.refusal) return start.refusal;
  if (startQueue.isStale(start))
    return `Asked for ${formatRelative(start.queuedAt, now())}, so it does not start by itself any more.`;
  return "Waits for a connection and then starts by itself.";
}
