/** What the address of the sign-in page holds: where to go afterwards. */
export interface SignInSearch {
  to?: string;
}

export function readSignInSearch(raw: Record<string, unknown>): SignInSearch {
  return typeof raw.to === "string" && raw.to ? { to: raw.to } : {};
}
