import type { FindingKind } from "@fieldline/domain/finding";

/** What each kind of finding is called. */
export const FINDING_WORDS: Record<FindingKind, string> = {
  never_started: "Never started",
  state_lost: "State lost",
  row_behind: "List behind",
  alarm_lost: "Alarm lost",
  lease_lost: "Lease over",
  blocked_for_nothing: "Blocked for nothing",
  slot_leaked: "Place not used",
  counter_wrong: "Counter wrong",
  queue_gone: "Queue deleted",
  unreachable: "Does not answer",
};
