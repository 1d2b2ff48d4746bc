import { revokeDevice as revokeRow, updateDevice as updateRow } from "@fieldline/db/change-device";
import type { Device } from "@fieldline/domain/device";
import { OWN_PREFIX, type UpdateDevice } from "@fieldline/domain/devices-input";
import { auditOf } from "../audit-entry.ts";
import { callerOf, type SignedIn } from "../context.ts";
import { changesOf } from "./changes.ts";
import { refuseOtherGroups } from "./known-groups.ts";
import { getDevice } from "./read-devices.ts";
import { tell } from "./tell-of.ts";

/** Changes what people know of a device. Throws DEVICE_NOT_FOUND, GROUP_NOT_FOUND, INVALID_INPUT. */
export async function updateDevice(ctx: SignedIn, input: UpdateDevice): Promise<Device> {
  await refuseOtherGroups(ctx, input.groupIds ?? [], "groupIds");
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const before = await getDevice(ctx, input.id);
    const wanted = changedBy(before, input);
    const changes = changesOf(before, wanted, ["name", "notes", "accountNumber", "attributes", "groupIds"]);
    if (changes) {
      // Grows with each change, also within a millisecond, so that none overwrites one that it has not seen.
      const after = { ...wanted, updatedAt: Math.max(ctx.clock(), before.updatedAt + 1) };
      const audit = auditOf(ctx, {
        action: "device.update",
        entityType: "device",
        entityId: before.id,
        ...changes,
      });
      if (!(await updateRow(ctx.db, { before, after, audit }))) continue;
    }
    // Also where the name stays: an earlier call may have ended before the device's object heard of it.
    if (input.name !== undefined) await ctx.devices.rename(before.id, wanted.name);
    const device = await getDevice(ctx, before.id);
    if (changes) await tell(ctx, [device]);
    return device;
  }
}

function changedBy(before: Device, { name, notes, accountNumber, attributes, groupIds }: UpdateDevice): Device {
  return {
    ...before,
    ...(name !== undefined && { name }),
    ...(notes !== undefined && { notes: notes || null }),
    ...(accountNumber !== undefined && { accountNumber }),
    ...(attributes && { attributes: { ...ownOf(before.attributes), ...attributes } }),
    ...(groupIds && { groupIds: [...new Set(groupIds)].sort() }),
  };
}

function ownOf(attributes: Device["attributes"]): Device["attributes"] {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => key.startsWith(OWN_PREFIX)));
}

/** Ends a device's credentials, its channel and its jobs, for good. Throws DEVICE_NOT_FOUND. */
export async function revokeDevice(
  ctx: SignedIn,
  { id, reason }: { id: string; reason?: string | undefined },
): Promise<Device> {
  const { name } = await getDevice(ctx, id);
  const audit = auditOf(ctx, {
    action: "device.revoke",
    entityType: "device",
    entityId: id,
    before: { name, revoked: false },
    after: { name, revoked: true },
    reason: reason || null,
  });
  const isNew = await revokeRow(ctx.db, { id, audit });
  // Also where it was revoked before: that call may have ended before the device's object heard of it.
  await ctx.devices.revoke(id, callerOf(ctx));
  const device = await getDevice(ctx, id);
  if (isNew) await tell(ctx, [device]);
  return device;
}
