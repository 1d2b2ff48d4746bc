import type { Role } from "./roles.ts";

export interface Rule {
  /** The least role that may do it; `nobody` needs no sign-in. */
  least: Role | "nobody";
  /** For what concerns one job: whether it is read or controlled. Whose jobs that may be, `refusalOf` says. */
  job?: "read" | "control";
  /** Set where it takes a person who has signed in: a token that got into wrong hands cannot shut its owner out. */
  by?: "session";
}

/**
 * Who may do what: a rule for each procedure, by its path. A procedure that is not here cannot be called. Sockets,
 * exports and share links ask by the procedure that they stand for.
 */
export const PERMISSIONS = {
  "jobs.list": { least: "viewer" },
  "jobs.stats": { least: "viewer" },
  "jobs.get": { least: "viewer", job: "read" },
  "jobs.samples": { least: "viewer", job: "read" },
  "jobs.log": { least: "viewer", job: "read" },
  "jobs.summary": { least: "viewer", job: "read" },
  "jobs.series": { least: "viewer", job: "read" },
  "jobs.audit": { least: "viewer", job: "read" },
  "jobs.create": { least: "tech" },
  "jobs.pause": { least: "tech", job: "control" },
  "jobs.resume": { least: "tech", job: "control" },
  "jobs.cancel": { least: "tech", job: "control" },
  "jobs.delete": { least: "tech", job: "control" },
  "jobs.share": { least: "tech", job: "control" },
  "jobs.shares": { least: "tech", job: "control" },
  "jobs.revokeShare": { least: "tech", job: "control" },
  "alerts.list": { least: "viewer" },
  "audit.list": { least: "admin" },
  "config.get": { least: "viewer" },
  "config.set": { least: "admin" },
  "users.me": { least: "viewer" },
  "users.changePassword": { least: "viewer" },
  "users.sessions.list": { least: "viewer" },
  "users.sessions.end": { least: "viewer", by: "session" },
  "users.sessions.endOthers": { least: "viewer", by: "session" },
  "users.tokens.list": { least: "viewer" },
  "users.tokens.create": { least: "viewer" },
  "users.tokens.revoke": { least: "viewer" },
  "users.list": { least: "admin" },
  "users.invite": { least: "admin" },
  "users.setRole": { least: "admin" },
  "users.disable": { least: "admin" },
  "users.enable": { least: "admin" },
  "users.resetPassword": { least: "admin" },
  "public.report": { least: "nobody" },
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof PERMISSIONS;
