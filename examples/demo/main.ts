import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFieldlineClient } from "@fieldline/client/client";
import { runAgents } from "../run-agents.ts";
import { runDevice } from "./device.ts";
import { fill } from "./fill.ts";

const { FIELDLINE_SERVER: server = "", FIELDLINE_TOKEN: token = "", DEMONSTRATION_STATE: state = "" } = process.env;

const api = createFieldlineClient({ baseUrl: server, headers: { authorization: `Bearer ${token}` } });
const device = await runDevice(api, { server, state });
const agents = await runAgents({ api, server, state, delayMs: 300 });
const stop = (signal: "SIGTERM" | "SIGKILL") => {
  device.stop(signal);
  agents.stop(signal);
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop("SIGTERM"));
// The server was killed: whoever starts it again starts these again, and they hold their folders until then.
process.once("disconnect", () => stop("SIGKILL"));
const isFilled = join(state, "filled");
if (!existsSync(isFilled)) {
  await fill(api, { deviceId: device.deviceId, server });
  writeFileSync(isFilled, "");
}
console.log("The demonstration is at work: two agents, this machine as a device, and three simulated lines.");
await Promise.all([device.ended, agents.ended]);
// The channel to the server's process would hold this one open.
if (process.connected) process.disconnect();
