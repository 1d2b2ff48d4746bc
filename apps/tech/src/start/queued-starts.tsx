import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration, formatRelative } from "@fieldline/ui/time";
import { For, Show } from "solid-js";
import { now } from "../clock.ts";
import { me } from "../session/person.ts";
import { titleOf } from "./draft.ts";
import { myStarts, queuedStarts, startQueue } from "./queue-store.ts";
import type { QueuedStart } from "./start-queue.ts";

/** The starts that wait for a connection, each with what happens next. Of other people's only that they are there. */
export function QueuedStarts() {
  return (
    <>
      <MyStarts />
      <For each={others()}>
        {({ name, count }) => (
          <p class="banner quiet">
            {formatQuantity(count, "start")} of {name} {count === 1 ? "waits" : "wait"} on this phone. Only {name} can
            send {count === 1 ? "it" : "them"}, after signing in here.
          </p>
        )}
      </For>
    </>
  );
}

function MyStarts() {
  return (
    <For each={myStarts()}>
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

function others() {
  const counts = new Map<string, { name: string; count: number }>();
  for (const { by } of queuedStarts()) {
    if (by.id === me()?.id) continue;
    counts.set(by.id, { name: by.name, count: (counts.get(by.id)?.count ?? 0) + 1 });
  }
  return [...counts.values()];
}

function stateOf(start: QueuedStart) {
  if (start.refusal) return start.refusal;
  if (startQueue.isStale(start))
    return `Asked for ${formatRelative(start.queuedAt, now())}, so it does not start by itself any more.`;
  return "Waits for a connection and then starts by itself.";
}
