import type { Access } from "../access/refusal.ts";
import { isAtLeast, lesserRole, type Role } from "../access/roles.ts";

/** What is known this moment of who asked for a bulk. */
export interface Requester {
  id: string;
  person: { role: Role; disabledAt: number | null } | undefined;
  /** The token that it was asked with; null where in a session. */
  token: { role: Role; revokedAt: number | null; expiresAt: number } | null;
  /** Whether the settings show viewers and technicians the jobs of others. */
  shown: { tech: boolean; viewer: boolean };
}

/** The rights of who asked for a bulk as they are now, or in words why there are none. */
export function accessNow({ id, person, token, shown }: Requester, now: number): Access | string {
  if (!person || person.disabledAt !== null) return "Whoever asked for it was shut out.";
  if (!token) return { id, role: person.role, seesOthers: seesOthers(person.role, shown), via: "session" };
  if (token.revokedAt !== null) return "The token that asked for it was revoked.";
  if (token.expiresAt <= now) return "The token that asked for it has expired.";
  const role = lesserRole(person.role, token.role);
  // Who made the token may have been a technician's: it is told no more than that one sees.
  return { id, role, seesOthers: isAtLeast(role, "operator") || (shown.tech && shown.viewer), via: "token" };
}

function seesOthers(role: Role, shown: Requester["shown"]): boolean {
  return isAtLeast(role, "operator") || shown[role === "tech" ? "tech" : "viewer"];
}
