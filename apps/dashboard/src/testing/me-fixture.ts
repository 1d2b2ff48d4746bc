import type { Me } from "../session/me.ts";

/** Somebody who is signed in: an administrator unless told. */
export function aMe(part: Partial<Me> = {}): Me {
  return {
    id: "local-admin",
    name: "Local administrator",
    email: "admin@example.net",
    role: "admin",
    via: "session",
    sessionId: "this-session",
    seesOthers: true,
    ...part,
  };
}
