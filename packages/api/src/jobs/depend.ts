import { findRequesters } from "@fieldline/db/dependencies";
import { DomainError } from "@fieldline/domain/errors";
import { reaches } from "@fieldline/domain/refusal";
import type { SignedIn } from "../context.ts";

/**
 * Looks which of these jobs the caller does not see; `refuse` then throws JOB_NOT_FOUND with the path of each of them
 * that a new job is to wait for.
 */
export async function unseenDependencies(
  { db, user }: Pick<SignedIn, "db" | "user">,
  ids: readonly string[],
): Promise<{ refuse(dependsOn: readonly string[]): void }> {
  const requesters = await findRequesters(db, [...new Set(ids)]);
  const unseen = new Set(
    ids.filter((id) => {
      const requesterId = requesters.get(id);
      return requesterId === undefined || !reaches(user, "read", requesterId);
    }),
  );
  return {
    refuse(dependsOn) {
      const message = "There is no such job to wait for. It may have been deleted; check its id.";
      const issues = dependsOn.flatMap((id, at) => (unseen.has(id) ? [{ path: `dependsOn.${at}`, message }] : []));
      if (issues.length > 0) throw new DomainError("JOB_NOT_FOUND", message, { issues });
    },
  };
}
