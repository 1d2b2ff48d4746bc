import type { JobStatus } from "../job/job.ts";
import type { AgendaEntry } from "../lifecycle/agenda.ts";

export const FINDING_KINDS = [
  "never_started",
  "state_lost",
  "row_behind",
  "alarm_lost",
  "lease_lost",
  "blocked_for_nothing",
  "slot_leaked",
  "counter_wrong",
  "queue_gone",
  "unreachable",
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** Something that is not as it should be between the rows and the objects. */
export interface Finding {
  kind: FindingKind;
  /** Null of what concerns no single job. */
  jobId: string | null;
  name: string;
  words: string;
  isRepairable: boolean;
}

/** What the doctor has looked at, and what it found. */
export interface CheckUp {
  /** Open jobs that were compared with their objects. */
  checkedJobs: number;
  /** Whether there are more open jobs than were looked at. */
  isPartial: boolean;
  findings: Finding[];
  checkedAt: number;
}

/** What a job's object says of itself. */
export interface Standing {
  status: JobStatus;
  version: number;
  attempt: number;
  /** Whether something is on its way to the row or to others. */
  isOwing: boolean;
  /** Whether it is doing what was due at this moment. */
  isAtWork: boolean;
  /** What it has to do next, and when; null where nothing is left to do. */
  next: AgendaEntry | null;
  /** For when it is armed. */
  alarmAt: number | null;
}

/** What a job's row says. */
export interface Shown {
  id: string;
  name: string;
  status: JobStatus;
  version: number;
  createdAt: number;
}

/** A creation under way is left alone for this long. */
export const START_GRACE_MS = 10_000;
/** An alarm may come this much late before it counts as lost, and news may be so long on its way. */
export const LATE_MS = 60_000;
const SLACK_MS = 5_000;

/** What is wrong with the alarm of a job's object; undefined where nothing is. */
export function alarmFault(standing: Standing, now: number): "alarm_lost" | "lease_lost" | undefined {
  const { next, alarmAt, isAtWork } = standing;
  if (isAtWork || next === null) return undefined;
  const isArmed = alarmAt !== null && alarmAt >= now - LATE_MS && alarmAt <= Math.max(next.at, now) + SLACK_MS;
  if (isArmed) return undefined;
  return next.what === "lease" && next.at < now ? "lease_lost" : "alarm_lost";
}

/** What is wrong between a row and its object, which says nothing of itself where it was never started. */
export function faultBetween(row: Shown, standing: Standing | undefined, now: number): FindingKind | undefined {
  if (standing) return alarmFault(standing, now) ?? (isBehind(row, standing) ? "row_behind" : undefined);
  if (row.version > 0) return "state_lost";
  return row.createdAt < now - START_GRACE_MS ? "never_started" : undefined;
}

/** A row that was read after its object had nothing left to write shows no less than what the object was then. */
export function isBehind(row: Pick<Shown, "version">, standing: Standing): boolean {
  return !standing.isOwing && row.version < standing.version;
}

const WORDS: Record<FindingKind, string> = {
  never_started: "It was created, and its object was never started.",
  state_lost: "Its row says that it is under way, and its object knows nothing of it.",
  row_behind: "The list shows an older state than the one it is in.",
  alarm_lost: "It has something to do, and nothing will wake it.",
  lease_lost: "Its agent's lease ran out long ago, and nothing has come of that.",
  blocked_for_nothing: "It waits for other jobs, which have all ended.",
  slot_leaked: "It holds a place in its queue and is not under way.",
  counter_wrong: "The count of its jobs is not what its rows say.",
  queue_gone: "Tasks wait in it, and it was deleted: nobody takes them there.",
  unreachable: "Its object does not answer.",
};
/** What takes somebody's decision, or time. */
const NOT_REPAIRABLE: readonly FindingKind[] = ["queue_gone", "unreachable"];

/** A finding of this kind about a job or, without one, about what `name` names. */
export function finding(
  kind: FindingKind,
  { id, name, words = WORDS[kind] }: { id: string | null; name: string; words?: string },
): Finding {
  return { kind, jobId: id, name, words, isRepairable: !NOT_REPAIRABLE.includes(kind) };
}
