import type { Job } from "@fieldline/domain/job";
import type { ListJobsInput } from "@fieldline/domain/list-jobs";

const stripped = (text: string): string => text.toLowerCase().replace(/[:.-]/g, "");

const BAD_ENDS: readonly Job["status"][] = ["failed", "timed_out", "rejected"];

/** Whether a job is work that ended badly: the more reason to look at it. */
export function isBadEnd({ kind, status }: Pick<Job, "kind" | "status">): boolean {
  return kind !== "probe" && BAD_ENDS.includes(status);
}

/** Whether a job that has just appeared belongs to the list that is shown. */
export function matchesList(job: Job, input: NonNullable<ListJobsInput>): boolean {
  if (input.status && !input.status.includes(job.status)) return false;
  if (input.kind && !input.kind.includes(job.kind)) return false;
  if (input.queue && input.queue !== job.queue) return false;
  if (input.isUnreviewed && !isBadEnd(job)) return false;
  if (input.requesterId && input.requesterId !== job.requesterId) return false;
  if (input.from !== undefined && job.createdAt < input.from) return false;
  if (!input.search) return true;
  const wanted = input.search.toLowerCase();
  const { mac, texts } = searchedOf(job);
  return (
    [job.id, job.name, job.assigneeName, mac, ...texts].some((text) => text?.toLowerCase().includes(wanted)) ||
    (stripped(wanted) !== "" && stripped(mac ?? "").includes(stripped(wanted)))
  );
}

function searchedOf(job: Job): { mac?: string | undefined; texts: (string | undefined)[] } {
  if (job.kind === "command") return { texts: [job.spec.template?.slug] };
  if (job.kind === "task") return { texts: [job.type, job.spec.template?.slug] };
  const { host, accountNumber, mac, ip } = job.spec.target;
  return { mac, texts: [host, accountNumber, ip] };
}
