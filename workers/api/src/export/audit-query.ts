import { DomainError } from "@fieldline/domain/errors";
import { type AuditFilter, auditFilter } from "@fieldline/domain/list-audit";

/** The filter that an address's query says, by the names of `audit.list`. Throws INVALID_INPUT. */
export function auditFilterOf(query: Record<string, string>): AuditFilter {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  const parsed = auditFilter.safeParse(
    Object.fromEntries(given.map(([name, value]) => [name, isMoment(name) ? Number(value) : value])),
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new DomainError("INVALID_INPUT", `${issue?.path.map(String).join(".")}: ${issue?.message}`);
}

function isMoment(name: string): boolean {
  return name === "from" || name === "to";
}
