import type { AgendaEntry } from "@fieldline/domain/agenda";
import type { Job } from "@fieldline/domain/job";
import type { JobEvent } from "@fieldline/domain/lifecycle";
import { isDeviceWork } from "@fieldline/domain/new-job";

/** The event that the agenda's due entries make of a job: one at most, since each may change what else is due. */
export function eventsDue(job: Job, due: ReadonlySet<AgendaEntry["what"]>): JobEvent[] {
  if (due.has("timeout")) return [timedOut(job)];
  if (due.has("queueTtl")) return [untaken(job)];
  if (due.has("end") && job.status === "running") return [ended(job)];
  if (due.has("lease")) return [leaseOver(job)];
  return [];
}

function timedOut({ timeoutMs }: Job): JobEvent {
  const seconds = Math.round((timeoutMs ?? 0) / 1_000);
  return { type: "timeOut", code: "TIMEOUT", message: `The attempt took longer than its ${seconds} s` };
}

function untaken({ status, queue, assigneeName }: Job): JobEvent {
  const message =
    status === "queued" ? `Nobody took it from ${queue} in time` : `${assigneeName} did not take it in time`;
  return { type: "timeOut", code: "QUEUE_TTL_EXPIRED", message };
}

/** The end of a probe's window; what a lost device has measured was awaited until now. */
function ended(job: Job): JobEvent {
  if (isDeviceWork(job) && job.prober?.state === "lost")
    return { type: "fail", code: "LEASE_EXPIRED", message: `${job.assigneeName} was lost and did not come back` };
  return { type: "complete" };
}

function leaseOver(job: Job): JobEvent {
  if (job.kind === "probe") return { type: "lose" };
  return { type: "fail", code: "LEASE_EXPIRED", message: `${job.assigneeName} was not heard of while it ran this` };
}
