export const BULK_ACTIONS = [
  "cancel",
  "pause",
  "resume",
  "retry",
  "delete",
  "setPriority",
  "reassign",
  "review",
] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

/** One action on many jobs: what came of each, counted, and the reasons of what failed. */
export interface Bulk {
  id: string;
  action: BulkAction;
  state: "running" | "completed" | "aborted";
  total: number;
  /** Jobs that were looked at, the failed ones among them. */
  done: number;
  failed: { id: string; reason: string }[];
  requesterId: string;
  createdAt: number;
  endedAt: number | null;
}
