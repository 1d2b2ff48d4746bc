import { dispatchKeyOf } from "@fieldline/domain/device";
import type { Job } from "@fieldline/domain/job";
import type { Queue } from "@fieldline/domain/queue";
import { formatQuantity } from "@fieldline/ui/format";

export interface Place {
  /** How many go before it, of those that were counted. */
  ahead: number;
  /** How many were counted, with itself. */
  counted: number;
}

const keyOf = ({ queuedAt, priority }: Job) => dispatchKeyOf(queuedAt ?? 0, priority);

/** Where a task stands among those that wait in its queue. */
export function placeIn(jobs: readonly Job[], job: Job): Place {
  const others = jobs.filter(({ id, status, queue }) => id !== job.id && status === "queued" && queue === job.queue);
  return { ahead: others.filter((other) => keyOf(other) < keyOf(job)).length, counted: others.length + 1 };
}

/** The place in words, after "Waits in standard". A place is told only where all that wait were counted. */
export function placeWords(queue: Queue, place: Place | undefined): string {
  const where = placeOf(queue, place);
  if (queue.paused)
    return `, which is paused${queue.pauseNote ? ` (“${queue.pauseNote}”)` : ""}${where}. It starts once the queue is resumed.`;
  if (queue.active >= queue.maxConcurrency)
    return `${where}. All ${formatQuantity(queue.maxConcurrency, "place")} of the queue are taken: it starts as one becomes free.`;
  return place?.ahead === 0 && place.counted >= queue.waiting
    ? ", as the next one. It starts as soon as an agent that takes its type asks for work."
    : `${where}. It starts as soon as it is its turn and an agent takes it.`;
}

function placeOf({ waiting }: Queue, place: Place | undefined): string {
  if (!place) return "";
  if (place.counted < waiting) return `, one of ${waiting}`;
  if (place.counted === 1) return ", alone";
  if (place.ahead === 0) return `, before ${formatQuantity(place.counted - 1, "other")}`;
  return `: ${formatQuantity(place.ahead, "goes", "go")} before it`;
}
