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
  "job.retry": ["Job retried", "retried the job"],
  "device.enroll": ["Device enrolled", "enrolled the device"],
  "device.update": ["Device changed", "changed the device"],
  "device.revoke": ["Device revoked", "revoked the device"],
  "enrollment.create": ["Enrollment made", "made a way to enrol"],
  "enrollment.revoke": ["Enrollment ended", "ended the enrollment of"],
  "group.create": ["Group made", "made the group"],
  "group.update": ["Group changed", "changed the group"],
  "group.delete": ["Group deleted", "deleted the group"],
  "group.setMembers": ["Group's devices changed", "changed who is in the group"],
  "template.create": ["Template made", "made the template"],
  "template.update": ["Template changed", "changed the template"],
  "template.delete": ["Template deleted", "deleted the template"],
  "template.import": ["Templates imported", "imported"],
  "handler.create": ["Handler made", "made the handler"],
  "handler.update": ["Handler changed", "changed the handler"],
  "handler.delete": ["Handler deleted", "deleted the handler"],
  "rollout.create": ["Rollout started", "started the rollout"],
  "rollout.cancel": ["Rollout cancelled", "cancelled the rollout"],
  "rollout.retryFailed": ["Rollout retried", "retried what had failed of the rollout"],
  "token.create": ["Token made", "made the access token"],
  "token.revoke": ["Token revoked", "revoked the access token"],
};

export const AUDIT_ACTIONS = Object.entries(ACTIONS).map(([value, [label]]) => ({ value, label }));

/** What was done, to be read after who did it and before what it was done to. */
export function actionWords(action: string): string {
  return ACTIONS[action]?.[1] ?? action;
}
