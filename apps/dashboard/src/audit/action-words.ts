/** Each action that the audit knows: what a list of actions calls it, and how it reads after who did it. */
const ACTIONS: Record<string, [label: string, words: string]> = {
  "job.create": ["Job created", "created the job"],
  "job.pause": ["Job paused", "paused the job"],
  "job.resume": ["Job resumed", "resumed the job"],
  "job.cancel": ["Job cancelled", "cancelled the job"],
  "job.delete": ["Job deleted", "deleted the job"],
  "job.share": ["Report shared", "shared the report of the job"],
  "share.revoke": ["Share link ended", "ended a share link to the job"],
  "config.set": ["Setting changed", "changed the setting"],
  "user.invite": ["Person invited", "invited"],
  "user.setRole": ["Role changed", "changed the role of"],
  "user.disable": ["Person disabled", "disabled"],
  "user.enable": ["Person enabled", "enabled"],
  "user.changePassword": ["Password changed", "changed their password"],
  "user.resetPassword": ["Password reset", "set a new password for"],
  "session.start": ["Signed in", "signed in"],
  "session.end": ["Session ended", "ended a session"],
  "token.create": ["Token made", "made the access token"],
  "token.revoke": ["Token revoked", "revoked the access token"],
};

export const AUDIT_ACTIONS = Object.entries(ACTIONS).map(([value, [label]]) => ({ value, label }));

/** What was done, to be read after who did it and before what it was done to. */
export function actionWords(action: string): string {
  return ACTIONS[action]?.[1] ?? action;
}
