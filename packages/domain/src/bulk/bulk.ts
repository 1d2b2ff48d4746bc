import type { Caller } from "../access/caller.ts";
import type { Assignee } from "../lifecycle/events.ts";

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

export const MAX_BULK_JOBS = 10_000;
/** The failures that are told one by one; the others are counted. */
export const MAX_FAILURES_TOLD = 1_000;
/** How long one that is over can be asked about. */
export const BULK_KEPT_MS = 7 * 86_400_000;

/** One action on many jobs: what came of each, counted, and the reasons of what failed. */
export interface Bulk {
  id: string;
  action: BulkAction;
  state: "running" | "completed" | "aborted";
  /** Why it was aborted, in words. */
  abortReason: string | null;
  total: number;
  /** Jobs that were looked at, the failed ones among them. */
  done: number;
  failedCount: number;
  /** Of the failed ones, the first thousand. */
  failed: { id: string; reason: string }[];
  requesterId: string;
  createdAt: number;
  endedAt: number | null;
}

/** What is to be done, and in whose name. */
export interface BulkPlan {
  id: string;
  action: BulkAction;
  reason: string | null;
  /** Of setPriority. */
  priority: number | null;
  /** Of reassign: who is to have the jobs. */
  to: Assignee | null;
  by: Required<Caller>;
  createdAt: number;
}
