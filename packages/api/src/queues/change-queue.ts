import {
  countOpenOf,
  deleteQueue as deleteRow,
  insertQueue,
  MAX_QUEUES,
  updateQueue as updateRow,
} from "@fieldline/db/change-queue";
import { findQueue } from "@fieldline/db/queues";
import { DomainError, type ErrorReason } from "@fieldline/domain/errors";
import { DEFAULT_QUEUE } from "@fieldline/domain/new-job";
import type { Queue } from "@fieldline/domain/queue";
import type { CreateQueue, UpdateQueue } from "@fieldline/domain/queues-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { changesOf } from "../devices/changes.ts";

const entityType = "queue" as const;
const TOLD = ["description", "maxConcurrency", "paused", "pauseNote", "defaultPriority"] as const;

/** Makes a queue. Throws QUEUE_EXISTS. */
export async function createQueue(ctx: SignedIn, input: CreateQueue): Promise<Queue> {
  const { name, maxConcurrency, paused, defaultPriority } = input;
  const told = { maxConcurrency, paused, pauseNote: null, defaultPriority, description: input.description || null };
  const audit = auditOf(ctx, { action: "queue.create", entityType, entityId: name, after: told });
  if (await insertQueue(ctx.db, { name, ...told, createdAt: ctx.clock() }, audit)) return tell(ctx, name);
  if (await findQueue(ctx.db, name))
    throw refused("QUEUE_EXISTS", `There is a queue ${name} already. Choose another name.`);
  throw refused("INVALID_INPUT", `There are ${MAX_QUEUES} queues already. Delete one that nobody needs.`);
}

/** Changes a queue's capacity, default priority or description. Throws QUEUE_NOT_FOUND. */
export function updateQueue(ctx: SignedIn, { name, ...wanted }: UpdateQueue): Promise<Queue> {
  return change(ctx, name, {
    action: "queue.update",
    changed: {
      ...(wanted.maxConcurrency !== undefined && { maxConcurrency: wanted.maxConcurrency }),
      ...(wanted.defaultPriority !== undefined && { defaultPriority: wanted.defaultPriority }),
      ...(wanted.description !== undefined && { description: wanted.description || null }),
    },
  });
}

/** Lets nothing more of it start; what runs goes on. Paused again without a note, it keeps the one that it has. Throws QUEUE_NOT_FOUND. */
export function pauseQueue(ctx: SignedIn, { name, note }: { name: string; note?: string | undefined }): Promise<Queue> {
  return change(ctx, name, { action: "queue.pause", changed: { paused: true, ...(note && { pauseNote: note }) } });
}

/** Lets its tasks start again. Throws QUEUE_NOT_FOUND. */
export function resumeQueue(ctx: SignedIn, { name }: { name: string }): Promise<Queue> {
  return change(ctx, name, { action: "queue.resume", changed: { paused: false, pauseNote: null } });
}

interface Changing {
  action: "queue.update" | "queue.pause" | "queue.resume";
  changed: Partial<Pick<Queue, (typeof TOLD)[number]>>;
}

async function change(ctx: SignedIn, name: string, { action, changed }: Changing): Promise<Queue> {
  for (;;) {
    const before = await getQueue(ctx, name);
    const after = { ...before, ...changed, updatedAt: Math.max(ctx.clock(), before.updatedAt + 1) };
    const changes = changesOf(before, after, TOLD);
    if (!changes) return before;
    const reason = changed.pauseNote ?? null;
    const audit = auditOf(ctx, { action, entityType, entityId: name, reason, ...changes });
    if (await updateRow(ctx.db, { before, after }, audit)) return tell(ctx, name);
  }
}

/** Deletes a queue that nothing is in. Throws QUEUE_NOT_FOUND, QUEUE_NOT_EMPTY. */
export async function deleteQueue(ctx: SignedIn, { name }: { name: string }): Promise<{ name: string }> {
  const { description, maxConcurrency, paused, pauseNote, defaultPriority } = await getQueue(ctx, name);
  if (name === DEFAULT_QUEUE)
    throw refused("INVALID_INPUT", `A task that names no queue waits in ${name}, so it stays. Pause it instead.`);
  const before = { description, maxConcurrency, paused, pauseNote, defaultPriority };
  const audit = auditOf(ctx, { action: "queue.delete", entityType, entityId: name, before });
  if (await deleteRow(ctx.db, name, audit)) return { name };
  await getQueue(ctx, name);
  const count = await countOpenOf(ctx.db, name);
  const jobs = count === 1 ? "1 job that has not ended is" : `${count} jobs that have not ended are`;
  throw refused("QUEUE_NOT_EMPTY", `${jobs} in ${name}. Cancel them or give them to another queue, then delete it.`);
}

async function getQueue(ctx: SignedIn, name: string): Promise<Queue> {
  const queue = await findQueue(ctx.db, name);
  if (!queue) throw refused("QUEUE_NOT_FOUND", `There is no queue ${name}. Read the list again.`);
  return queue;
}

/** Tells those who watch the queues, and those who wait for a task; the change stands, whether or not they hear of it. */
async function tell(ctx: SignedIn, name: string): Promise<Queue> {
  const queue = await getQueue(ctx, name);
  const told = await Promise.allSettled([ctx.publish("queues", [{ type: "queue", queue }]), ctx.queues.changed(name)]);
  for (const each of told) if (each.status === "rejected") ctx.reportError(each.reason);
  return queue;
}

function refused(code: ErrorReason, message: string): DomainError {
  return new DomainError(code, message, { issues: [{ path: "name", message }] });
}
