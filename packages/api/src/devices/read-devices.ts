import { countOpenJobs } from "@fieldline/db/count-open-jobs";
import { dynamicGroupsOf } from "@fieldline/db/device-groups";
import { findDevice } from "@fieldline/db/find-device";
import { listDevices as listRows } from "@fieldline/db/list-devices";
import type { Page } from "@fieldline/db/page";
import type { Device } from "@fieldline/domain/device";
import type { ListDevices } from "@fieldline/domain/devices-input";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { MIN_SEARCH_LENGTH } from "@fieldline/domain/list-jobs";
import type { SignedIn } from "../context.ts";
import { listJobs } from "../jobs/list-jobs.ts";
import { groupNotFound } from "./known-groups.ts";

/** A page of devices, those online first, then by name. Throws INVALID_INPUT, GROUP_NOT_FOUND. */
export async function listDevices(ctx: SignedIn, input: ListDevices): Promise<Page<Device>> {
  const search = input.search?.trim();
  if (search && [...search].length < MIN_SEARCH_LENGTH) {
    const message = `Search for ${MIN_SEARCH_LENGTH} characters or more.`;
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "search", message }] });
  }
  const page = await listRows(ctx.db, { ...input, search: search || undefined });
  if (!page) throw groupNotFound([{ path: "groupId", id: String(input.groupId) }]);
  return page;
}

/** Throws DEVICE_NOT_FOUND. */
export async function getDevice(ctx: Pick<SignedIn, "db">, id: string): Promise<Device> {
  const device = await findDevice(ctx.db, id);
  if (!device) throw new DomainError("DEVICE_NOT_FOUND", "There is no such device. Read the list again.", { id });
  return device;
}

/** A device with the dynamic groups that it meets, how many jobs it has, and the last five that the caller may see. */
export async function readDevice(ctx: SignedIn, id: string) {
  const device = await getDevice(ctx, id);
  const [dynamicGroupIds, activeJobs, { items: lastJobs }] = await Promise.all([
    dynamicGroupsOf(ctx.db, id),
    countOpenJobs(ctx.db, id),
    listJobs(ctx, { deviceId: id, sort: "-createdAt", limit: 5 }),
  ]);
  return { ...device, dynamicGroupIds, activeJobs, lastJobs };
}

interface JobsOfDevice {
  id: string;
  limit: number;
  cursor?: string | null | undefined;
}

/** A page of a device's jobs that the caller may see, the newest first. Throws DEVICE_NOT_FOUND. */
export async function jobsOfDevice(ctx: SignedIn, { id, ...page }: JobsOfDevice): Promise<Page<Job>> {
  await getDevice(ctx, id);
  return listJobs(ctx, { deviceId: id, sort: "-createdAt", ...page });
}
