import type { Queue } from "@fieldline/domain/queue";

/** A queue with nothing in it. */
export function aQueue(part: Partial<Queue> = {}): Queue {
  return {
    name: "standard",
    description: "Everything else",
    maxConcurrency: 5,
    paused: false,
    pauseNote: null,
    defaultPriority: 5,
    active: 0,
    waiting: 0,
    oldestQueuedAt: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...part,
  };
}
