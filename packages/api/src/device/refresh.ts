import { learnTypes } from "@fieldline/db/change-device";
import { findDevice } from "@fieldline/db/find-device";
import { unwrap } from "@fieldline/domain/errors";
import type { Context } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { placeOf } from "./place.ts";

const MINUTE_MS = 60_000;

interface Refresh {
  deviceId: string;
  secret: string;
  types?: string[] | undefined;
}

/** A new access token for a device's secret. Throws UNAUTHENTICATED, DEVICE_REVOKED, RATE_LIMITED. */
export async function refresh(ctx: Context, { deviceId, secret, types }: Refresh) {
  const place = placeOf(ctx);
  // A device is counted together with its place, so that nobody elsewhere can keep it from its token.
  await takePlace(ctx, `device.refresh/${place}`, { limit: 1_200, windowMs: MINUTE_MS });
  await takePlace(ctx, `device.refresh/${place}/${deviceId}`, { limit: 20, windowMs: MINUTE_MS });
  unwrap(await ctx.devices.authenticate(deviceId, await ctx.secrets.hashToken(secret)));
  if (types) await learn(ctx, deviceId, types);
  return ctx.secrets.signDevice(deviceId);
}

/** The row first: what the object knows without it would be told again by the next start. */
async function learn(ctx: Context, id: string, types: string[]): Promise<void> {
  const device = await findDevice(ctx.db, id);
  if (!device || isDeepEqual(device.capabilities.types, types)) return;
  const { capabilities } = device;
  await learnTypes(ctx.db, {
    id,
    types,
    audit: {
      id: ctx.newId(),
      at: ctx.clock(),
      actor: { kind: "device", id, name: device.name },
      action: "device.update",
      entityType: "device",
      entityId: id,
      before: { capabilities },
      after: { capabilities: { ...capabilities, types } },
      reason: "It has other handlers now",
      address: ctx.request.address,
      requestId: ctx.request.id,
    },
  });
  await ctx.devices.learn(id, types);
}

function isDeepEqual(known: string[] | undefined, types: string[]): boolean {
  return known !== undefined && [...known].sort().join() === [...types].sort().join();
}
