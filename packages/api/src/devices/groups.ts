import {
  changeMembers,
  deleteGroup as deleteRow,
  findGroup,
  insertGroup,
  isNameTaken,
  MAX_GROUPS,
  membersAmong,
  updateGroup as updateRow,
} from "@fieldline/db/device-groups";
import { memberIds } from "@fieldline/db/group-members";
import type { DeviceGroup } from "@fieldline/domain/device";
import type { CreateGroup, SetMembers, UpdateGroup } from "@fieldline/domain/devices-input";
import { DomainError } from "@fieldline/domain/errors";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { changesOf } from "./changes.ts";
import { groupNotFound } from "./known-groups.ts";
import { MOST_TOLD, tellOf } from "./tell-of.ts";

const entityType = "group" as const;

/** Throws GROUP_NOT_FOUND. */
async function getGroup(ctx: SignedIn, id: string): Promise<DeviceGroup> {
  const group = await findGroup(ctx.db, id);
  if (!group) throw groupNotFound([{ path: "id", id }]);
  return group;
}

/** Makes a group. Throws GROUP_EXISTS, DEVICE_NOT_FOUND. */
export async function createGroup(ctx: SignedIn, input: CreateGroup): Promise<DeviceGroup> {
  const { name, kind, filter = null, deviceIds = [] } = input;
  const id = ctx.newId();
  await refuseUnknown(ctx, { id, add: deviceIds }, "deviceIds");
  const createdAt = ctx.clock();
  const told = { name, kind, description: input.description || null, filter };
  const isMade = await insertGroup(ctx.db, {
    group: { id, ...told, createdAt, updatedAt: createdAt },
    deviceIds,
    audit: auditOf(ctx, { action: "group.create", entityType, entityId: id, after: { ...told, deviceIds } }),
  });
  if (!isMade && (await isNameTaken(ctx.db, { name, id }))) throw nameTaken();
  if (!isMade) {
    const message = `There are ${MAX_GROUPS} groups already. Delete one that nobody needs.`;
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "name", message }] });
  }
  await tellOf(ctx, deviceIds);
  return getGroup(ctx, id);
}

function nameTaken(): DomainError {
  const message = "Another group has this name. Choose another one.";
  return new DomainError("GROUP_EXISTS", message, { issues: [{ path: "name", message }] });
}

/** Changes a group's name, description or filter. Throws GROUP_NOT_FOUND, GROUP_EXISTS, INVALID_INPUT. */
export async function updateGroup(ctx: SignedIn, { id, ...wanted }: UpdateGroup): Promise<DeviceGroup> {
  for (;;) {
    const before = await getGroup(ctx, id);
    if (wanted.filter && before.kind === "static") {
      const message = "A static group holds the devices that it is given. Leave the filter out.";
      throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "filter", message }] });
    }
    const after = {
      ...before,
      ...(wanted.name !== undefined && { name: wanted.name }),
      ...(wanted.description !== undefined && { description: wanted.description || null }),
      ...(wanted.filter && { filter: wanted.filter }),
      updatedAt: Math.max(ctx.clock(), before.updatedAt + 1),
    };
    const changes = changesOf(before, after, ["name", "description", "filter"]);
    if (!changes) return before;
    const audit = auditOf(ctx, { action: "group.update", entityType, entityId: id, ...changes });
    if (await updateRow(ctx.db, { before, after, audit })) return getGroup(ctx, id);
    if (await isNameTaken(ctx.db, { name: after.name, id })) throw nameTaken();
  }
}

/** Deletes a group; its devices stay. Throws GROUP_NOT_FOUND. */
export async function deleteGroup(ctx: SignedIn, { id }: { id: string }): Promise<{ id: string }> {
  const { name, kind, filter, memberCount } = await getGroup(ctx, id);
  const audit = auditOf(ctx, {
    action: "group.delete",
    entityType,
    entityId: id,
    before: { name, kind, filter, memberCount },
  });
  const page = { afterId: null, limit: MOST_TOLD + 1 };
  const members = kind === "static" ? await memberIds(ctx.db, { groupIds: [id] }, page) : [];
  if (!(await deleteRow(ctx.db, { id, audit }))) throw groupNotFound([{ path: "id", id }]);
  await tellOf(ctx, members);
  return { id };
}

/** Puts devices into a static group and takes others out. Throws GROUP_NOT_FOUND, DEVICE_NOT_FOUND, INVALID_INPUT. */
export async function setMembers(ctx: SignedIn, { id, add, remove }: SetMembers): Promise<DeviceGroup> {
  const { kind } = await getGroup(ctx, id);
  if (kind === "dynamic") {
    const message = "A dynamic group finds its devices by its filter. Change the filter instead.";
    throw new DomainError("INVALID_INPUT", message, { issues: [{ path: "id", message }] });
  }
  const added = (await refuseUnknown(ctx, { id, add }, "add")).filter(({ isMember }) => !isMember);
  const among = await membersAmong(ctx.db, { id, deviceIds: remove });
  const change = {
    add: [...new Set(added.map((device) => device.id))],
    remove: remove.filter((each) => among.get(each)),
  };
  if (change.add.length + change.remove.length === 0) return getGroup(ctx, id);
  const after = { added: change.add, removed: change.remove };
  const audit = auditOf(ctx, { action: "group.setMembers", entityType, entityId: id, after });
  if (!(await changeMembers(ctx.db, { id, ...change, audit }))) throw groupNotFound([{ path: "id", id }]);
  await tellOf(ctx, [...change.add, ...change.remove]);
  return getGroup(ctx, id);
}

async function refuseUnknown(ctx: SignedIn, { id, add }: { id: string; add: string[] }, field: string) {
  if (add.length === 0) return [];
  const among = await membersAmong(ctx.db, { id, deviceIds: add });
  const message = "There is no such device, or it was revoked. Read the list again.";
  const issues = add.flatMap((each, at) => (among.has(each) ? [] : [{ path: `${field}.${at}`, message }]));
  if (issues.length > 0) throw new DomainError("DEVICE_NOT_FOUND", message, { issues });
  return add.map((each) => ({ id: each, isMember: among.get(each) }));
}
