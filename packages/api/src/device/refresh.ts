import { unwrap } from "@fieldline/domain/errors";
import type { Context } from "../context.ts";
import { takePlace } from "../rate-limit.ts";
import { placeOf } from "./place.ts";

const MINUTE_MS = 60_000;

/** A new access token for a device's secret. Throws UNAUTHENTICATED, DEVICE_REVOKED, RATE_LIMITED. */
export async function refresh(ctx: Context, { deviceId, secret }: { deviceId: string; secret: string }) {
  const place = placeOf(ctx);
  // A device is counted together with its place, so that nobody elsewhere can keep it from its token.
  await takePlace(ctx, `device.refresh/${place}`, { limit: 1_200, windowMs: MINUTE_MS });
  await takePlace(ctx, `device.refresh/${place}/${deviceId}`, { limit: 20, windowMs: MINUTE_MS });
  unwrap(await ctx.devices.authenticate(deviceId, await ctx.secrets.hashToken(secret)));
  return ctx.secrets.signDevice(deviceId);
}
