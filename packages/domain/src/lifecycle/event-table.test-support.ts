import { type Actor, ENDED_STATUSES, type Job, type JobStatus, OPEN_STATUSES } from "../job/job.ts";
import { isDeviceWork, isQueueWork } from "../job/new-job.ts";
import type { JobEvent } from "./transition.ts";

export const ADA: Actor = { kind: "user", id: "u1", name: "Ada" };
export const GATEWAY: Actor = { kind: "device", id: "d1", name: "gw-12" };

/** One of each event. */
export const EVENTS: JobEvent[] = [
  { type: "accept" },
  { type: "activate" },
  { type: "begin", actor: GATEWAY },
  { type: "release", actor: GATEWAY, reason: "it is shutting down" },
  { type: "pause", actor: ADA },
  { type: "resume", actor: ADA },
  { type: "cancel", actor: ADA, reason: "wrong target" },
  { type: "complete" },
  { type: "fail", code: "LOST", message: "It was lost." },
  { type: "reject", actor: GATEWAY, reason: "no such handler" },
  { type: "timeOut", code: "TIMEOUT", message: "It took longer than 60 s." },
  { type: "lose" },
  { type: "find", actor: GATEWAY },
  { type: "progress", actor: GATEWAY, progress: 40, message: "step 2 of 5" },
  { type: "retry", actor: ADA, reason: null },
  { type: "dependencyEnded", dependency: { id: "j0", name: "The one before", status: "completed" } },
  { type: "resubmit", actor: ADA, reason: "the file is there now" },
  { type: "setPriority", actor: ADA, priority: 2, reason: null },
  { type: "forceComplete", actor: ADA, reason: "done by phone", result: { isDone: true } },
  { type: "reassign", actor: ADA, to: { device: { id: "d2", name: "gw-13" } }, reason: "gw-12 is slow" },
];

/** Where an event leads from each status; what is not listed is refused. */
type Table = Record<JobEvent["type"], Partial<Record<JobStatus, JobStatus>>>;

const toOne = (to: JobStatus, from: readonly JobStatus[]) => Object.fromEntries(from.map((status) => [status, to]));
const NEVER = {};

const OF_THE_EDGE: Table = {
  accept: { scheduled: "scheduled", blocked: "blocked", queued: "queued", assigned: "assigned", running: "running" },
  activate: { scheduled: "running" },
  begin: NEVER,
  release: NEVER,
  pause: { running: "paused" },
  resume: { paused: "running" },
  cancel: toOne("cancelled", OPEN_STATUSES),
  complete: { running: "completed", paused: "completed" },
  fail: toOne("failed", OPEN_STATUSES),
  reject: NEVER,
  timeOut: NEVER,
  lose: NEVER,
  find: NEVER,
  progress: NEVER,
  retry: NEVER,
  dependencyEnded: { scheduled: "scheduled", blocked: "running" },
  resubmit: NEVER,
  setPriority: Object.fromEntries(OPEN_STATUSES.map((status) => [status, status])),
  forceComplete: toOne("completed", OPEN_STATUSES),
  reassign: NEVER,
};
const OF_A_COMMAND: Table = {
  ...OF_THE_EDGE,
  activate: { scheduled: "assigned" },
  begin: { queued: "running", assigned: "running" },
  release: { running: "assigned", paused: "assigned" },
  reject: { assigned: "rejected", running: "rejected", paused: "rejected" },
  timeOut: { queued: "timed_out", assigned: "timed_out", running: "timed_out", paused: "timed_out" },
  progress: { running: "running", paused: "paused" },
  retry: { failed: "assigned", timed_out: "assigned" },
  dependencyEnded: { scheduled: "scheduled", blocked: "assigned" },
  resubmit: toOne("assigned", ENDED_STATUSES),
  reassign: {
    scheduled: "scheduled",
    blocked: "blocked",
    queued: "assigned",
    assigned: "assigned",
    running: "assigned",
    paused: "assigned",
  },
};
const OF_A_QUEUED_TASK: Table = {
  ...OF_A_COMMAND,
  activate: { scheduled: "queued" },
  release: { running: "queued", paused: "queued" },
  retry: { failed: "queued", timed_out: "queued" },
  dependencyEnded: { scheduled: "scheduled", blocked: "queued" },
  resubmit: toOne("queued", ENDED_STATUSES),
};
const OF_A_DEVICE_PROBE: Table = {
  ...OF_A_COMMAND,
  lose: { running: "running", paused: "paused" },
  find: { running: "running", paused: "paused" },
  retry: NEVER,
  resubmit: NEVER,
  reassign: NEVER,
};

const BEFORE_ITS_START: readonly JobEvent["type"][] = ["accept", "cancel", "fail"];

/** The status that the table gives, of a job without retries; undefined where the event is refused. */
export function statusAfter(job: Job, { type }: JobEvent): JobStatus | undefined {
  const isInTime = job.version === 0 ? BEFORE_ITS_START.includes(type) : type !== "accept";
  return isInTime ? tableOf(job)[type][job.status] : undefined;
}

function tableOf(job: Job): Table {
  if (isQueueWork(job)) return OF_A_QUEUED_TASK;
  if (job.kind !== "probe") return OF_A_COMMAND;
  return isDeviceWork(job) ? OF_A_DEVICE_PROBE : OF_THE_EDGE;
}

/** The code of a refusal: an end is final but for another attempt. */
export function refusalCode({ status }: Job, { type }: JobEvent): string {
  const hasEnded = (ENDED_STATUSES as readonly JobStatus[]).includes(status);
  return hasEnded && type !== "retry" && type !== "resubmit" ? "JOB_ENDED" : "ILLEGAL_TRANSITION";
}
