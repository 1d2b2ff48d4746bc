import type { JobStatus } from "@fieldline/domain/job";
import { statusLook } from "@fieldline/ui/status";

export interface Choice {
  value: string;
  label: string;
  /** What the chip says when it is chosen, where the label is too long for it. */
  short?: string;
}

/** The statuses that a job can have. */
export const STATUS_CHOICES: readonly Choice[] = (
  [
    "scheduled",
    "blocked",
    "queued",
    "assigned",
    "running",
    "paused",
    "completed",
    "failed",
    "timed_out",
    "rejected",
    "cancelled",
  ] as const satisfies readonly JobStatus[]
).map((value) => ({ value, label: statusLook(value).word }));

export const KIND_CHOICES: readonly Choice[] = [
  { value: "probe", label: "Probes" },
  { value: "command", label: "Commands" },
  { value: "task", label: "Tasks" },
];

export const WHEN_CHOICES: readonly Choice[] = [
  { value: "today", label: "Today (since 00:00 UTC)", short: "today" },
  { value: "7d", label: "The last 7 days", short: "7 days" },
];

export const SORT_CHOICES: readonly Choice[] = [
  { value: "createdAt", label: "Oldest first" },
  { value: "-updatedAt", label: "Last changed first", short: "last changed" },
  { value: "-lossPercent", label: "Most loss first", short: "most loss" },
];
