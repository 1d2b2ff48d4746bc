import { appRouter } from "@fieldline/api/router";
import { type Action, PERMISSIONS, type Rule } from "@fieldline/domain/permissions";
import { sendAsNobody } from "../../../test/call.ts";
import { probeInput } from "../../../test/probe-input.ts";

interface Known {
  _def: { type: "query" | "mutation"; inputs: unknown[] };
}

/** Every procedure that can be called, by its path. */
export const PROCEDURES = appRouter._def.procedures as unknown as Record<string, Known>;
export const RULES = Object.entries(PERMISSIONS) as [Action, Rule][];
export const JOB_ACTIONS = RULES.flatMap(([path, { job }]) => (job ? [path] : []));
/** A start that no test lives to see. */
export const LATER = Date.UTC(2100, 0, 1);

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Calls a procedure with these headers and no others. */
export function ask(path: string, input: unknown, headers: Record<string, string> = {}): Promise<Response> {
  if (PROCEDURES[path]?._def.type === "mutation")
    return sendAsNobody(`/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(input ?? {}),
    });
  const suffix = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return sendAsNobody(`/trpc/${path}${suffix}`, { headers });
}

const templateInput = (id: string) => ({
  slug: `t-${id}`,
  name: "Look around",
  spec: {
    document: { version: "1.0", steps: [{ action: { name: "Look", type: "runCommand", input: { command: "id" } } }] },
  },
});

/** An input that a procedure takes, so that what is refused is refused by rights alone. */
export function inputOf(path: Action, { jobId, personId }: { jobId: string; personId: string }): unknown {
  const unknown = crypto.randomUUID();
  const inputs: Partial<Record<Action, unknown>> = {
    "jobs.create": probeInput({ runAt: LATER }),
    "jobs.createMany": { jobs: [probeInput({ runAt: LATER })] },
    "jobs.share": { id: jobId, expiresInMs: 86_400_000 },
    "jobs.revokeShare": { id: jobId, shareId: unknown },
    "config.set": { key: "retention", value: { endedJobsMs: 86_400_000 } },
    "users.changePassword": { current: "not this one", next: "another long password" },
    "users.sessions.end": { id: unknown },
    "users.tokens.create": { name: "A token", role: "viewer" },
    "users.tokens.revoke": { id: unknown },
    "users.invite": { email: `${unknown}@example.net`, name: "Ines", role: "viewer", password: "long enough for all" },
    "users.setRole": { id: personId, role: "tech" },
    "users.disable": { id: personId },
    "users.enable": { id: personId },
    "users.resetPassword": { id: personId },
    "public.report": { token: "no-such-link" },
    "devices.get": { id: unknown },
    "devices.jobs": { id: unknown },
    "devices.update": { id: unknown, name: "gw-12" },
    "devices.revoke": { id: unknown },
    "devices.revokeEnrollment": { id: unknown },
    "devices.groups.create": { name: `Group ${unknown}`, kind: "static" },
    "devices.groups.update": { id: unknown, name: "West" },
    "devices.groups.delete": { id: unknown },
    "devices.groups.setMembers": { id: unknown, add: [unknown] },
    "templates.get": { id: "health-check" },
    "templates.preview": { id: "health-check", variables: {} },
    "templates.create": templateInput(unknown),
    "templates.update": { id: unknown, name: "Another name" },
    "templates.delete": { id: unknown },
    "templates.import": { file: { fieldline: 1, templates: [], handlers: [] }, onConflict: "skip" },
    "handlers.get": { id: "download-file" },
    "handlers.create": { name: `h-${unknown}`.slice(0, 20), interpreter: "sh", content: "true" },
    "handlers.update": { id: unknown, content: "true" },
    "handlers.delete": { id: unknown },
    "rollouts.get": { id: unknown },
    "rollouts.executions": { id: unknown },
    "rollouts.create": { templateId: "health-check", targets: { deviceIds: [unknown] } },
    "rollouts.cancel": { id: unknown },
    "rollouts.retryFailed": { id: unknown },
    "jobs.setPriority": { id: jobId, priority: 3 },
    "jobs.reassign": { id: jobId, queue: "batch", reason: "no hurry" },
    "jobs.resubmit": { id: jobId, reason: "once more" },
    "jobs.forceComplete": { id: jobId, reason: "done by phone" },
    "jobs.review": { ids: [jobId] },
    "jobs.bulk": { ids: [unknown], action: "cancel" },
    "jobs.bulkStatus": { bulkId: unknown },
    "jobs.bulkAbort": { bulkId: unknown },
    "schedules.get": { id: unknown },
    "schedules.runs": { id: unknown },
    "schedules.upcoming": { from: 0, to: 1 },
    "schedules.preview": { cron: "0 3 * * *", timeZone: "UTC" },
    "schedules.create": { name: `Nightly ${unknown}`, cron: "0 3 * * *", timeZone: "UTC", templateId: unknown },
    "schedules.update": { id: unknown, name: "Another name" },
    "schedules.delete": { id: unknown },
    "schedules.setEnabled": { id: unknown, isEnabled: false },
    "schedules.runNow": { id: unknown },
    "schedules.skipNext": { id: unknown },
    "views.list": { page: "jobs" },
    "views.save": { name: `View ${unknown}`, page: "jobs", search: {} },
    "views.delete": { id: unknown },
    "queues.create": { name: `q-${unknown}`, maxConcurrency: 2 },
    "queues.update": { name: unknown, maxConcurrency: 2 },
    "queues.delete": { name: unknown },
    "queues.pause": { name: unknown },
    "queues.resume": { name: unknown },
    "device.enroll": { token: "fle_no-such-token", name: "gw-12", capabilities: { kinds: ["probe"] } },
    "device.refresh": { deviceId: unknown, secret: "not this one" },
    "device.heartbeat": {},
    "device.next": {},
    "device.report": { jobId: unknown, attempt: 1, seq: 1 },
    "device.samples": { jobId: unknown, attempt: 1, samples: [{ seq: 1, tick: 0, at: 0, rttMs: 1 }] },
    "device.reject": { jobId: unknown, attempt: 1, reason: "no" },
    "device.release": { jobId: unknown, attempt: 1 },
    "device.handler": { name: "download-file" },
    "device.history": {},
  };
  return inputs[path] ?? (JOB_ACTIONS.includes(path) ? { id: jobId } : undefined);
}
