import type { Queue } from "@fieldline/domain/queue";

/** A queue as it is typed. */
interface QueueDraft {
  name: string;
  description: string;
  places: string;
  priority: string;
}

export type QueueErrors = Record<string, string>;

export function draftOfQueue(queue: Queue | undefined): QueueDraft {
  return {
    name: queue?.name ?? "",
    description: queue?.description ?? "",
    places: String(queue?.maxConcurrency ?? 5),
    priority: String(queue?.defaultPriority ?? 5),
  };
}

/** What is typed as the server takes it; what no number is, is told here, the rest by the server. */
export function readQueue({ name, description, places, priority }: QueueDraft) {
  const errors: QueueErrors = {};
  const whole = (field: string, text: string): number => {
    const value = text.trim() === "" ? Number.NaN : Number(text);
    if (!Number.isInteger(value)) errors[field] = "Write a whole number.";
    return value;
  };
  if (!name.trim()) errors.name = "Give the queue a name.";
  const input = {
    name: name.trim(),
    description: description.trim(),
    maxConcurrency: whole("maxConcurrency", places),
    defaultPriority: whole("defaultPriority", priority),
  };
  return { input, errors };
}
