import { execFile, fork } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import type { FieldlineClient } from "@fieldline/client/client";
import type { Running } from "../run-agents.ts";

const BUNDLE = resolve(import.meta.dirname, "../../apps/cli/dist/fieldline.mjs");
const NAME = "this-machine";

/** Makes this machine a device of the server where it is none yet, and runs its agent. */
export async function runDevice(
  api: FieldlineClient,
  { server, state }: { server: string; state: string },
): Promise<Running & { deviceId: string }> {
  const folder = join(state, NAME);
  const config = join(folder, "agent.json");
  if (!existsSync(config)) {
    const { token } = await api.devices.createEnrollment.mutate({ name: NAME, accountNumber: "ACC-5520" });
    const where = ["--server", server, "--token", token, "--name", NAME, "--config", folder];
    await promisify(execFile)(process.execPath, [BUNDLE, "agent", "enroll", ...where]);
  }
  const { deviceId } = JSON.parse(readFileSync(config, "utf8")) as { deviceId: string };
  const agent = fork(BUNDLE, ["agent", "run", "--config", folder, "--log-level", "error"]);
  return {
    deviceId,
    ended: new Promise((end) => agent.once("exit", (code) => end(code ?? 0))),
    stop: (signal = "SIGTERM") => void agent.kill(signal),
  };
}
