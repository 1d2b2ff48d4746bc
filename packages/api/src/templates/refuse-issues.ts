import { DomainError } from "@fieldline/domain/errors";
import type { Issue } from "../issues.ts";

export type { Issue } from "../issues.ts";

/** INVALID_INPUT with the path of each fault. */
export function refuseIssues(issues: Issue[]): DomainError {
  const [first, ...more] = issues;
  const others = more.length > 0 ? ` (${more.length} more)` : "";
  return new DomainError("INVALID_INPUT", `${first?.path}: ${first?.message}${others}`, { issues });
}
