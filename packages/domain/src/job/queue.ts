/** Where tasks wait for whoever takes them. */
export interface Queue {
  name: string;
  description: string | null;
  /** How many of its tasks may be under way at once. */
  maxConcurrency: number;
  paused: boolean;
  /** Why it is paused, in words. */
  pauseNote: string | null;
  defaultPriority: number;
  /** Tasks that hold a place. */
  active: number;
  waiting: number;
  /** When the one that has waited longest came, in epoch ms; null where none waits. */
  oldestQueuedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** Why a job cannot run again where it waited before. */
export function goneQueueWords(queue: string): string {
  return `Its queue, ${queue}, was deleted. Make a queue of that name, or create the task anew in another one.`;
}
