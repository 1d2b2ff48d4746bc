import { readDevices } from "@fieldline/db/list-devices";
import type { Device } from "@fieldline/domain/device";
import type { SignedIn } from "../context.ts";

/** So many devices are told of to those who watch; after a greater change they read their list again. */
export const MOST_TOLD = 100;

/** Tells those who watch the devices how these are now; the change stands, whether or not they hear of it. */
export async function tell(ctx: SignedIn, devices: Device[]): Promise<void> {
  try {
    await ctx.publish(
      "devices",
      devices.map((device) => ({ type: "device", device })),
    );
  } catch (error) {
    ctx.reportError(error);
  }
}

/** Tells of the devices with these ids, unless they are too many. */
export async function tellOf(ctx: SignedIn, ids: string[]): Promise<void> {
  if (ids.length > 0 && ids.length <= MOST_TOLD) await tell(ctx, await readDevices(ctx.db, ids));
}
