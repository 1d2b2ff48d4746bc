import type { BulkAction } from "@fieldline/domain/bulk";
import { formatQuantity } from "@fieldline/ui/format";

interface BulkWords {
  /** On the button. */
  label: string;
  /** What is done to how many, which stand for the #. */
  deed: string;
  /** While it goes on: "Cancelling". */
  doing: string;
  /** Once it is over: "Cancelled". */
  done: string;
  /** What will happen to them. */
  consequence: string;
  /** What the others are that it is of no use to. */
  others: string;
  tone: "primary" | "final";
}

export const BULK_WORDS: Record<BulkAction, BulkWords> = {
  cancel: {
    label: "Cancel",
    deed: "Cancel #",
    doing: "Cancelling",
    done: "Cancelled",
    consequence: "What runs is stopped, what waits never starts. Samples and logs stay. This cannot be taken back.",
    others: "ended already",
    tone: "final",
  },
  pause: {
    label: "Pause",
    deed: "Pause #",
    doing: "Pausing",
    done: "Paused",
    consequence: "Each stops where it can and keeps its place until it is resumed.",
    others: "do not run",
    tone: "primary",
  },
  resume: {
    label: "Resume",
    deed: "Resume #",
    doing: "Resuming",
    done: "Resumed",
    consequence: "Each goes on from where it was paused.",
    others: "are not paused",
    tone: "primary",
  },
  retry: {
    label: "Retry",
    deed: "Retry #",
    doing: "Retrying",
    done: "Retried",
    consequence: "Each gets one more attempt, as it was asked for. What earlier attempts left stays to be read.",
    others: "have not failed",
    tone: "primary",
  },
  delete: {
    label: "Delete",
    deed: "Delete #",
    doing: "Deleting",
    done: "Deleted",
    consequence:
      "The jobs, their samples and their logs are removed for good and for everyone. The audit entries stay.",
    others: "have not ended",
    tone: "final",
  },
  setPriority: {
    label: "Set the priority",
    deed: "Set the priority of #",
    doing: "Setting the priority",
    done: "Priority set",
    consequence: "What waits moves up or down in its queue. What runs goes on; its next attempt goes by it.",
    others: "have ended or measure on their own",
    tone: "primary",
  },
  reassign: {
    label: "Give to another",
    deed: "Give # to another",
    doing: "Giving to another",
    done: "Given to another",
    consequence: "What waits, waits there from now on. What runs ends where it is and begins anew there.",
    others: "have ended or cannot be moved",
    tone: "primary",
  },
  review: {
    label: "Mark as looked at",
    deed: "Mark # as looked at",
    doing: "Marking as looked at",
    done: "Marked as looked at",
    consequence: "They leave “nobody looked”, for everyone. Nothing else about them changes.",
    others: "did not end badly",
    tone: "primary",
  },
};

/** What is done, with the exact count: "Cancel 40 jobs". */
export function bulkDeed(action: BulkAction, count: number): string {
  return BULK_WORDS[action].deed.replace("#", formatQuantity(count, "job"));
}
