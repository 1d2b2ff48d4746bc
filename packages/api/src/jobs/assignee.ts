import { findDevice } from "@fieldline/db/find-device";
import { findQueue } from "@fieldline/db/queues";
import type { Device } from "@fieldline/domain/device";
import { DomainError, type ErrorReason } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { Assignee } from "@fieldline/domain/lifecycle";
import { isQueueWork } from "@fieldline/domain/new-job";
import { goneQueueWords, type Queue } from "@fieldline/domain/queue";
import { takerRefusal } from "@fieldline/domain/taker-refusal";
import type { SignedIn } from "../context.ts";

/** Who is to have a job. Throws DEVICE_NOT_FOUND, QUEUE_NOT_FOUND, INVALID_INPUT where that one does not take it. */
export async function assigneeOf(
  { db, job }: Pick<SignedIn, "db"> & { job: Pick<Job, "kind" | "type"> },
  { deviceId, queue }: { deviceId?: string | undefined; queue?: string | undefined },
): Promise<Assignee> {
  if (deviceId === undefined) {
    if (job.kind === "command") throw refused("INVALID_INPUT", "queue", "Only a task waits in a queue. Name a device.");
    return { queue: (await getQueue({ db }, { name: queue ?? "", path: "queue" })).name };
  }
  const { id, name } = await getTaker({ db }, { id: deviceId, path: "deviceId", kind: job.kind, type: job.type });
  return { device: { id, name } };
}

/** The device that is to do it: one that is there, and takes its kind and type. */
export async function getTaker(
  { db }: Pick<SignedIn, "db">,
  { id, path, kind, type }: { id: string; path: string; kind: Job["kind"]; type: string },
): Promise<Device> {
  const device = await findDevice(db, id);
  const refusal = takerRefusal(device, { kind, type });
  if (refusal) throw refused(refusal.code, path, refusal.message);
  return device as Device;
}

export async function getQueue(
  { db }: Pick<SignedIn, "db">,
  { name, path }: { name: string; path: string },
): Promise<Queue> {
  const queue = await findQueue(db, name);
  if (queue) return queue;
  throw refused("QUEUE_NOT_FOUND", path, `There is no queue ${name}. Choose one of those under Queues.`);
}

/** A task runs again in the queue that it was in. Throws QUEUE_NOT_FOUND where that was deleted: nobody could take it there. */
export async function refuseGoneQueue({ db, job }: Pick<SignedIn, "db"> & { job: Job }): Promise<void> {
  if (job.queue === null || !isQueueWork(job) || (await findQueue(db, job.queue))) return;
  throw new DomainError("QUEUE_NOT_FOUND", goneQueueWords(job.queue), { queue: job.queue });
}

function refused(code: ErrorReason, path: string, message: string): DomainError {
  return new DomainError(code, message, { issues: [{ path, message }] });
}
