/** From the least to the most: each may do what the ones before it may. */
export const ROLES = ["viewer", "tech", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` has at least the rights of `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** The lesser of two roles: what a token may do is bounded by what its owner may do now. */
export function lesserRole(a: Role, b: Role): Role {
  return isAtLeast(a, b) ? b : a;
}
