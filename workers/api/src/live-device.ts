import { DomainError, unwrap } from "@fieldline/domain/errors";
import { type Context, Hono } from "hono";
import { type Bound, contextOf } from "./context.ts";
import { refusal } from "./refusal.ts";

/** The push channel of the device that sends its access token. */
export const liveDevice = new Hono<Bound>().get("/device", async (c: Context<Bound>) => {
  const { device, devices } = await contextOf(c);
  if (!device)
    throw new DomainError("UNAUTHENTICATED", "Send a device's valid access token; device.refresh gives one.");
  unwrap(await devices.check(device.id));
  if (c.req.header("upgrade")?.toLowerCase() !== "websocket")
    return refusal(c, 426, "INVALID_INPUT", "Upgrade to a WebSocket.");
  const opened = await c.env.DEVICES.getByName(device.id).fetch(
    new Request(c.req.url, { headers: { upgrade: "websocket" } }),
  );
  if (opened.status !== 101) throw new DomainError("DEVICE_REVOKED", "This device's access was revoked.");
  return opened;
});
