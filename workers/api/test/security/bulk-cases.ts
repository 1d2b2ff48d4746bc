import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import type { Job } from "@fieldline/domain/job";
import type { Action } from "@fieldline/domain/permissions";
import type { BulkObject } from "@fieldline/worker-jobs/bulk-object";
import { v7 as uuidv7 } from "uuid";
import { vi } from "vitest";
import { addDevice } from "../../../test/device-rows.ts";
import { ADMIN } from "../../../test/identities.ts";
import type { Call, FleetCase, Prepared } from "./fleet-cases.ts";

const view = () => ({ name: `Failed lines ${uuidv7()}`, page: "jobs", search: { status: ["failed"] } });

async function aFailedTask(call: Call): Promise<Prepared> {
  const device = await addDevice({ capabilities: { kinds: ["task"] } });
  const input = { kind: "task", type: "audited.task", assigneeId: device.id };
  const { id } = (await call<Job>("jobs.create", input)).data;
  await env.JOBS.getByName(id).deviceRevoked({ deviceId: device.id });
  await vi.waitUntil(async () => (await findJob(openDatabase(env.DB), id))?.status === "failed", { timeout: 5_000 });
  return { input: { ids: [id], reason: "Known outage" }, entityId: id };
}

/** A bulk that cannot read whose jobs it is about, and so stays as it is. */
async function aHeldBulk(): Promise<Prepared> {
  const id = uuidv7();
  const stub = env.BULKS.getByName(id);
  await runInDurableObject(stub, ({ world }: BulkObject) => {
    Object.assign(world, { readBatch: () => Promise.reject(new Error("held")), reportError() {} });
  });
  const actor = { kind: "user", id: ADMIN.id, name: ADMIN.name } as const;
  const by = { actor, request: { id: uuidv7(), address: null } };
  const wanted = { action: "cancel", reason: null, priority: null, to: null } as const;
  await stub.start({ id, ...wanted, by, createdAt: Date.now() }, { jobIds: [uuidv7()], about: "{}" });
  return { input: { bulkId: id }, entityId: id };
}

/** What is done to many jobs at once, and the views in which they are found, each with its audit entry. */
export const BULK_CASES: Partial<Record<Action, FleetCase>> = {
  "jobs.review": { action: "job.review", entityType: "job", prepare: aFailedTask, reason: "Known outage" },
  "jobs.bulk": {
    action: "job.bulk",
    entityType: "bulk",
    // A job that is not there has no entry of its own.
    prepare: async () => ({ input: { ids: [uuidv7()], action: "cancel", reason: "Storm" } }),
    reason: "Storm",
  },
  "jobs.bulkAbort": { action: "job.bulkAbort", entityType: "bulk", prepare: aHeldBulk },
  "views.save": { action: "view.save", entityType: "view", prepare: async () => ({ input: view() }) },
  "views.delete": {
    action: "view.delete",
    entityType: "view",
    prepare: async (call) => {
      const { id } = (await call<{ id: string }>("views.save", view())).data;
      return { input: { id }, entityId: id };
    },
  },
};
