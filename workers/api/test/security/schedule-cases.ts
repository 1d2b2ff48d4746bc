import type { Action } from "@fieldline/domain/permissions";
import type { Call, FleetCase, Prepared } from "./fleet-cases.ts";

let made = 0;
async function templateId(call: Call): Promise<string> {
  const input = { slug: `nightly-${++made}`, name: "Nightly", kind: "task", spec: { type: "audited.task" } };
  return (await call<{ id: string }>("templates.create", input)).data.id;
}
async function input(call: Call): Promise<Record<string, string> & { templateId: string }> {
  return { name: `Nightly ${++made}`, cron: "0 3 * * *", timeZone: "UTC", templateId: await templateId(call) };
}

const about =
  (changes: object = {}) =>
  async (call: Call): Promise<Prepared> => {
    const { id } = (await call<{ id: string }>("schedules.create", await input(call))).data;
    return { input: { id, ...changes }, entityId: id };
  };

const entityType = "schedule";

/** What people do with schedules, each with its audit entry. */
export const SCHEDULE_CASES: Partial<Record<Action, FleetCase>> = {
  "schedules.create": {
    action: "schedule.create",
    entityType,
    prepare: async (call) => ({ input: await input(call) }),
  },
  "schedules.update": { action: "schedule.update", entityType, prepare: about({ cron: "0 4 * * *" }) },
  "schedules.delete": { action: "schedule.delete", entityType, prepare: about() },
  "schedules.setEnabled": {
    action: "schedule.setEnabled",
    entityType,
    reason: "Until the move is over",
    prepare: about({ isEnabled: false, note: "Until the move is over" }),
  },
  "schedules.skipNext": { action: "schedule.skipNext", entityType, prepare: about() },
  "schedules.runNow": {
    action: "schedule.runNow",
    entityType,
    // Of a template that is gone: what a run makes is audited as its schedule's doing.
    prepare: async (call) => {
      const schedule = await input(call);
      const { id } = (await call<{ id: string }>("schedules.create", schedule)).data;
      await call("templates.delete", { id: schedule.templateId, force: true });
      return { input: { id }, entityId: id };
    },
  },
};
