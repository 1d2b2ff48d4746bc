import { DomainError } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";

/** Why a device's word about a job does not count. */

export function refuseStranger({ assigneeId }: Job, deviceId: string): void {
  if (assigneeId === deviceId) return;
  throw new DomainError("FORBIDDEN", "This job is another device's. Ask device.next for work of your own.");
}

export function refuseStale(job: Job, attempt: number): void {
  if (job.attempt === attempt) return;
  throw new DomainError(
    "STALE_ATTEMPT",
    `Attempt ${attempt} is not under way; attempt ${job.attempt} is the present one. Drop it.`,
    {
      attempt: job.attempt,
      status: job.status,
    },
  );
}

export function refuseEnded({ status }: Job): void {
  if (!isEnded(status)) return;
  throw new DomainError("JOB_ENDED", `This job has ended: it is ${status.replace("_", " ")}. Stop working on it.`, {
    status,
  });
}

export function refuseOtherVersion(job: Job, expected: number | undefined): void {
  if (expected === undefined || expected === job.version) return;
  throw new DomainError(
    "VERSION_MISMATCH",
    `The job is at version ${job.version}, not ${expected}. Look at its present state first.`,
    {
      version: job.version,
      job,
    },
  );
}

export function outOfOrder(last: number, what: string): DomainError {
  return new DomainError("REPORT_OUT_OF_ORDER", `This report ${what}. The next one is number ${last + 1}.`, {
    nextSeq: last + 1,
  });
}
