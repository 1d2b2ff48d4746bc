import { type Action, PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import type { Role } from "@fieldline/domain/roles";

const RANK = { nobody: 0, viewer: 1, tech: 2, operator: 3, admin: 4 };

/** Whether the table lets a role do something, read apart from the code that the server reads it by. */
export function isAllowed(
  role: Role | "nobody",
  action: Action,
  { isOwn, seesOthers }: { isOwn: boolean; seesOthers: boolean },
): boolean {
  const { least, job }: Rule = PERMISSIONS[action];
  if (RANK[role] < RANK[least]) return false;
  if (!job || isOwn || RANK[role] >= RANK.operator) return true;
  return job === "read" && seesOthers;
}
