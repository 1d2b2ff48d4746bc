import type { CreateTask } from "@fieldline/domain/create-job";
import { DEFAULT_LEASE_MS } from "@fieldline/domain/device";
import type { TaskJob, TaskSpec } from "@fieldline/domain/job";
import { DEFAULT_QUEUE, newTaskJob } from "@fieldline/domain/new-job";
import type { TemplateDefaults } from "@fieldline/domain/template";
import type { SignedIn } from "../context.ts";
import { getQueue, getTaker } from "./assignee.ts";
import { retryOf, termsOf } from "./defaults.ts";
import { resolveTask } from "./resolve-task.ts";

interface Making {
  id: string;
  requester: { id: string; name: string };
  now: number;
  scheduleId?: string | undefined;
}

/** The task that an input makes, of a template or by itself. Throws DEVICE_NOT_FOUND, QUEUE_NOT_FOUND, INVALID_INPUT. */
export async function makeTask(
  ctx: Pick<SignedIn, "db">,
  input: CreateTask,
  { scheduleId, ...making }: Making,
): Promise<TaskJob> {
  const { type, defaults, templateId, name, ...work } = await resolveTask(ctx, input);
  const spec: TaskSpec = { ...work, leaseMs: input.leaseMs ?? defaults.leaseMs ?? DEFAULT_LEASE_MS };
  const { kind: _kind, ...given } = input;
  const terms = termsOf(given, defaults);
  const { queue, priority, device } = await placeOf(ctx, { input, type, defaults });
  return newTaskJob(
    {
      ...terms,
      name: terms.name || name || undefined,
      queue,
      priority,
      timeoutMs: input.timeoutMs ?? defaults.timeoutMs,
      queueTtlMs: input.queueTtlMs ?? defaults.queueTtlMs,
      retry: input.retry ?? retryOf(defaults),
      templateId,
      scheduleId,
    },
    { ...making, type, spec, device },
  );
}

interface Placing {
  input: CreateTask;
  type: string;
  defaults: TemplateDefaults;
}

async function placeOf(ctx: Pick<SignedIn, "db">, { input, type, defaults }: Placing) {
  if (input.assigneeId !== undefined) {
    const { id, name } = await getTaker(ctx, { id: input.assigneeId, path: "assigneeId", kind: "task", type });
    return { priority: input.priority ?? defaults.priority ?? 5, device: { id, name } };
  }
  const queue = await getQueue(ctx, { name: input.queue ?? defaults.queue ?? DEFAULT_QUEUE, path: "queue" });
  return { queue: queue.name, priority: input.priority ?? defaults.priority ?? queue.defaultPriority };
}
