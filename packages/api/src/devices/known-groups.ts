import { kindsOfGroups } from "@fieldline/db/device-groups";
import { DomainError } from "@fieldline/domain/errors";
import type { SignedIn } from "../context.ts";

export function groupNotFound(missing: { path: string; id: string }[]): DomainError {
  const message = "There is no such group. It may have been deleted; read the list again.";
  const issues = missing.map(({ path }) => ({ path, message }));
  return new DomainError("GROUP_NOT_FOUND", message, { id: missing[0]?.id, issues });
}

/** Throws where one of these groups is not there or takes nobody in by hand. */
export async function refuseOtherGroups(ctx: SignedIn, ids: string[], field: string): Promise<void> {
  const kinds = await kindsOfGroups(ctx.db, ids);
  const paths = ids.map((id, at) => ({ id, path: `${field}.${at}` }));
  const missing = paths.filter(({ id }) => !kinds.has(id));
  if (missing.length > 0) throw groupNotFound(missing);
  const dynamic = paths.filter(({ id }) => kinds.get(id) === "dynamic");
  if (dynamic.length === 0) return;
  const message = "A dynamic group finds its devices by its filter. Change the device's attributes instead.";
  throw new DomainError("INVALID_INPUT", message, { issues: dynamic.map(({ path }) => ({ path, message })) });
}
