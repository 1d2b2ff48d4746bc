/** The priorities there are, the most urgent first. */
export const PRIORITIES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

const MOST_URGENT = 1;
const LEAST_URGENT = 10;

/** What each step of priority is worth. */
export const PRIORITY_RULE =
  "1 is the most urgent. Each step counts as a minute of waiting, so that nothing waits for ever.";

/** A priority as a choice: its number, and what the ends of the scale mean. */
export function priorityWords(priority: number): string {
  if (priority === MOST_URGENT) return `${priority} · first`;
  return priority === LEAST_URGENT ? `${priority} · last` : String(priority);
}
