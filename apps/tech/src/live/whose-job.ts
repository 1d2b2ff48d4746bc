import type { Job } from "@fieldline/domain/job";
import { refusalOf } from "@fieldline/domain/refusal";
import type { Person } from "../session/person.ts";

/** What is said over the actions of a job that is not the reader's; null for their own. */
export function whoseJobWords(person: Person | null, job: Pick<Job, "requesterId" | "requesterName">): string | null {
  if (!person || person.id === job.requesterId) return null;
  const mayControl = refusalOf(person, "jobs.cancel", job) === undefined;
  return mayControl
    ? `${job.requesterName}'s job. What you do here is done to theirs.`
    : `${job.requesterName}'s job. You can watch it; stopping it is up to them or an operator.`;
}
