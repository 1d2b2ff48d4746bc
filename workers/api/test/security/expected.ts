import { type Action, PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import type { Role } from "@fieldline/domain/roles";

const RANK = { device: 99, nobody: 0, viewer: 1, tech: 2, operator: 3, admin: 4 };

/** Whether the table lets a role do something, read apart from the code that the server reads it by. */
export function isAllowed(
  role: Role | "nobody",
  action: Action,
  { isOwn, seesOthers, via }: { isOwn: boolean; seesOthers: boolean; via: "token" | "session" },
): boolean {
  const { least, job, by }: Rule = PERMISSIONS[action];
  if (RANK[role] < RANK[least]) return false;
  if (by === "session" && via === "token") return false;
  if (!job || isOwn || RANK[role] >= RANK.operator) return true;
  return job === "read" && seesOthers;
}
