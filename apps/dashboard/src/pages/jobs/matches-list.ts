import type { Job } from "@fieldline/domain/job";
import type { ListJobsInput } from "@fieldline/domain/list-jobs";

const stripped = (text: string): string => text.toLowerCase().replace(/[:.-]/g, "");

/** Whether a job that has just appeared belongs to the list that is shown. */
export function matchesList(job: Job, input: NonNullable<ListJobsInput>): boolean {
  if (input.status && !input.status.includes(job.status)) return false;
  if (input.requesterId && input.requesterId !== job.requesterId) return false;
  if (input.from !== undefined && job.createdAt < input.from) return false;
  if (!input.search) return true;
  const { host, accountNumber = "", mac = "", ip = "" } = job.spec.target;
  const wanted = input.search.toLowerCase();
  const texts = [job.id, job.name, host, accountNumber, mac, ip];
  return (
    texts.some((text) => text.toLowerCase().includes(wanted)) ||
    (stripped(wanted) !== "" && stripped(mac).includes(stripped(wanted)))
  );
}
