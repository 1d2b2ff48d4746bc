import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { createFieldlineClient, type FieldlineClient } from "@fieldline/client/client";
import { setUp } from "./set-up.ts";
import { startSource } from "./source/source.ts";

const {
  FIELDLINE_SERVER: server = "http://127.0.0.1:8787",
  FIELDLINE_TOKEN: token,
  EXAMPLES_STATE: state = ".fieldline-examples",
  SOURCE_DELAY_MS: delay = "150",
} = process.env;

/** Starts the source and both agents, with what they need on the server. */
async function main(): Promise<void> {
  if (!token)
    throw new Error(
      "Set FIELDLINE_TOKEN to a personal access token of an operator: Account → Access tokens makes one.",
    );
  const api = createFieldlineClient({ baseUrl: server, headers: { authorization: `Bearer ${token}` } });
  const made = await setUp(api);
  console.log(`Made ${made.templates} templates and ${made.schedules} schedules; the rest was there.`);
  const source = await startSource({ delayMs: Number(delay) });
  const agents = [
    await startAgent(api, "directory-agent", { DIRECTORY_STATE: join(state, "directory-agent") }),
    await startAgent(api, "sync-agent", { SYNC_STATE: join(state, "sync-agent"), SYNC_SOURCE: source.url }),
  ];
  console.log(`The example agents work for ${server}. Stop them with Ctrl+C.`);
  const stop = () => {
    for (const agent of agents) agent.kill("SIGTERM");
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const codes = await Promise.all(
    agents.map((agent) => new Promise<number>((end) => agent.once("exit", (code) => end(code ?? 0)))),
  );
  await source.stop();
  process.exitCode = Math.max(...codes);
}

async function startAgent(api: FieldlineClient, name: string, env: Record<string, string>): Promise<ChildProcess> {
  const isEnrolled = existsSync(join(state, name, "agent", "credentials.json"));
  const enrollment = isEnrolled ? undefined : await api.devices.createEnrollment.mutate({ name, kind: "agent" });
  return fork(resolve(import.meta.dirname, name, "main.ts"), {
    env: {
      ...process.env,
      ...env,
      FIELDLINE_SERVER: server,
      ...(enrollment && { FIELDLINE_ENROLLMENT: enrollment.token }),
    },
  });
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
