import { findJobsOf } from "@fieldline/db/find-job";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { reaches } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

/** Throws JOB_NOT_FOUND with the path of each job that the new one is to wait for and that its maker does not see. */
export async function refuseUnknownDependencies(
  { db, user }: Pick<SignedIn, "db" | "user">,
  { dependsOn }: Pick<Job, "dependsOn">,
): Promise<void> {
  if (dependsOn.length === 0) return;
  const seen = new Set(
    (await findJobsOf(db, dependsOn)).filter((job) => reaches(user, "read", job.requesterId)).map(({ id }) => id),
  );
  const message = "There is no such job to wait for. It may have been deleted; check its id.";
  const issues = dependsOn.flatMap((id, at) => (seen.has(id) ? [] : [{ path: `dependsOn.${at}`, message }]));
  if (issues.length > 0) throw new DomainError("JOB_NOT_FOUND", message, { issues });
}
