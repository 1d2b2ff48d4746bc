import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import type { Device } from "@fieldline/domain/device";
import type { Action } from "@fieldline/domain/permissions";
import { vi } from "vitest";
import { addDevice } from "../../../test/device-rows.ts";

export interface Prepared {
  input: unknown;
  entityId?: string;
}
export type Call = <T>(path: string, input: unknown) => Promise<{ data: T }>;
export interface FleetCase {
  action: string;
  entityType: string;
  prepare(call: Call): Promise<Prepared>;
  reason?: string;
}

const document = {
  version: "1.0",
  steps: [{ action: { name: "Look", type: "runCommand", input: { command: "id" } } }],
};
let made = 0;
const template = () => ({ slug: `look-${++made}`, name: "Look", kind: "command", spec: { document } });
const handler = () => ({ name: `look-${++made}.sh`, interpreter: "sh", content: "id" });
const group = () => ({ name: `Group ${++made}`, kind: "static" });

/** An input about something that was just made by `path`. */
const about =
  (path: string, input: () => object, changes: object = {}) =>
  async (call: Call): Promise<Prepared> => {
    const { id } = (await call<{ id: string }>(path, input())).data;
    return { input: { id, ...changes }, entityId: id };
  };
const aDevice =
  (changes: (device: Device) => object = () => ({})) =>
  async (): Promise<Prepared> => {
    const device = await addDevice();
    return { input: { id: device.id, ...changes(device) }, entityId: device.id };
  };

async function rolloutInput(call: Call): Promise<object> {
  const templateId = (await call<{ id: string }>("templates.create", template())).data.id;
  return { templateId, targets: { deviceIds: [(await addDevice()).id] } };
}

async function aRollout(call: Call): Promise<{ id: string; jobId: string }> {
  const { id } = (await call<{ id: string }>("rollouts.create", await rolloutInput(call))).data;
  const jobId = await vi.waitUntil(
    async () => {
      const page = (await call<{ items: { jobId: string | null }[] }>("rollouts.executions", { id })).data;
      return page.items[0]?.jobId;
    },
    { timeout: 10_000 },
  );
  return { id, jobId };
}

async function aFailedCommand(call: Call): Promise<string> {
  const device = await addDevice();
  const input = { kind: "command", deviceId: device.id, document };
  const { id } = (await call<{ id: string }>("jobs.create", input)).data;
  await env.JOBS.getByName(id).deviceRevoked({ deviceId: device.id });
  await vi.waitUntil(async () => (await findJob(openDatabase(env.DB), id))?.status === "failed", { timeout: 5_000 });
  return id;
}

/** What changes devices, the library and rollouts, each as one entry of the audit. */
export const FLEET_CASES: Partial<Record<Action, FleetCase>> = {
  "jobs.retry": {
    action: "job.retry",
    entityType: "job",
    reason: "The line is up again",
    prepare: async (call) => {
      const id = await aFailedCommand(call);
      return { input: { id, reason: "The line is up again" }, entityId: id };
    },
  },
  "devices.update": { action: "device.update", entityType: "device", prepare: aDevice(() => ({ name: "gw-13" })) },
  "devices.revoke": {
    action: "device.revoke",
    entityType: "device",
    reason: "Stolen",
    prepare: aDevice(() => ({ reason: "Stolen" })),
  },
  "devices.createEnrollment": {
    action: "enrollment.create",
    entityType: "enrollment",
    prepare: async () => ({ input: { name: "gw-14" } }),
  },
  "devices.revokeEnrollment": {
    action: "enrollment.revoke",
    entityType: "enrollment",
    prepare: about("devices.createEnrollment", () => ({})),
  },
  "devices.groups.create": { action: "group.create", entityType: "group", prepare: async () => ({ input: group() }) },
  "devices.groups.update": {
    action: "group.update",
    entityType: "group",
    prepare: about("devices.groups.create", group, { name: "Another name" }),
  },
  "devices.groups.delete": {
    action: "group.delete",
    entityType: "group",
    prepare: about("devices.groups.create", group),
  },
  "devices.groups.setMembers": {
    action: "group.setMembers",
    entityType: "group",
    prepare: async (call) => about("devices.groups.create", group, { add: [(await addDevice()).id] })(call),
  },
  "templates.create": {
    action: "template.create",
    entityType: "template",
    prepare: async () => ({ input: template() }),
  },
  "templates.update": {
    action: "template.update",
    entityType: "template",
    prepare: about("templates.create", template, { name: "Look again" }),
  },
  "templates.delete": {
    action: "template.delete",
    entityType: "template",
    prepare: about("templates.create", template),
  },
  "templates.import": {
    action: "template.import",
    entityType: "template",
    prepare: async () => ({ input: { file: { fieldline: 1, templates: [template()] }, onConflict: "skip" } }),
  },
  "handlers.create": { action: "handler.create", entityType: "handler", prepare: async () => ({ input: handler() }) },
  "handlers.update": {
    action: "handler.update",
    entityType: "handler",
    prepare: about("handlers.create", handler, { content: "id -u" }),
  },
  "handlers.delete": { action: "handler.delete", entityType: "handler", prepare: about("handlers.create", handler) },
  "rollouts.create": {
    action: "rollout.create",
    entityType: "rollout",
    prepare: async (call) => ({ input: await rolloutInput(call) }),
  },
  "rollouts.cancel": {
    action: "rollout.cancel",
    entityType: "rollout",
    reason: "Wrong version",
    prepare: async (call) => {
      const { id } = await aRollout(call);
      return { input: { id, reason: "Wrong version" }, entityId: id };
    },
  },
  "rollouts.retryFailed": {
    action: "rollout.retryFailed",
    entityType: "rollout",
    prepare: async (call) => {
      const { id, jobId } = await aRollout(call);
      const { executed } = await fail(jobId);
      await vi.waitUntil(
        async () =>
          (await call<{ counts: { failed: number } }>("rollouts.get", { id })).data.counts.failed === executed,
        { timeout: 10_000 },
      );
      return { input: { id }, entityId: id };
    },
  },
};

async function fail(jobId: string): Promise<{ executed: number }> {
  const deviceId = (await findJob(openDatabase(env.DB), jobId))?.assigneeId ?? "";
  await env.JOBS.getByName(jobId).deviceRevoked({ deviceId });
  return { executed: 1 };
}
