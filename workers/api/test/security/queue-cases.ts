import type { Action } from "@fieldline/domain/permissions";
import type { Call, FleetCase, Prepared } from "./fleet-cases.ts";

let made = 0;

const aQueue =
  (changes: object = {}, path?: string) =>
  async (call: Call): Promise<Prepared> => {
    const name = `audited-${++made}`;
    await call("queues.create", { name, maxConcurrency: 2 });
    if (path) await call(path, { name });
    return { input: { name, ...changes }, entityId: name };
  };

/** What changes queues, each as one entry of the audit. */
export const QUEUE_CASES: Partial<Record<Action, FleetCase>> = {
  "queues.create": {
    action: "queue.create",
    entityType: "queue",
    prepare: async () => ({ input: { name: "audited", maxConcurrency: 2 }, entityId: "audited" }),
  },
  "queues.update": { action: "queue.update", entityType: "queue", prepare: aQueue({ maxConcurrency: 3 }) },
  "queues.pause": {
    action: "queue.pause",
    entityType: "queue",
    reason: "Prices are wrong",
    prepare: aQueue({ note: "Prices are wrong" }),
  },
  "queues.resume": { action: "queue.resume", entityType: "queue", prepare: aQueue({}, "queues.pause") },
  "queues.delete": { action: "queue.delete", entityType: "queue", prepare: aQueue() },
};
