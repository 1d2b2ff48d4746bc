import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, TOOL_ENV } from "./server/paths.ts";
import { readOrMakeSecret, variablesOf } from "./server/secrets.ts";

/** The worker under wrangler and both front ends under Vite, each reloading by itself. */
const state = resolve(ROOT, process.env.FIELDLINE_STATE ?? ".fieldline-dev");
const PROCESSES = [
  [
    "wrangler",
    "dev",
    "--ip",
    "127.0.0.1",
    "--port",
    "8787",
    "--persist-to",
    state,
    "--env-file",
    resolve(state, "dev.env"),
    "--show-interactive-dev-session=false",
  ],
  ["pnpm", "--filter", "@fieldline/dashboard", "run", "dev"],
  ["pnpm", "--filter", "@fieldline/tech", "run", "dev"],
];

await mkdir(resolve(ROOT, "dist/client"), { recursive: true });
await mkdir(state, { recursive: true });
await writeVariables();
await run(["wrangler", "d1", "migrations", "apply", "fieldline", "--local", "--persist-to", state]);
const children = PROCESSES.map(([command = "", ...args]) =>
  spawn(command, args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "inherit", "inherit"], detached: true }),
);
await untilReady();
console.log("Dashboard: http://127.0.0.1:5173   Tech view: http://127.0.0.1:5174/tech/   API: http://127.0.0.1:8787");

/** The health check makes the first administrator, whose password is printed once. */
async function untilReady(): Promise<void> {
  for (;;) {
    const response = await fetch("http://127.0.0.1:8787/healthz").catch(() => undefined);
    if (response?.ok) return;
    await sleep(500);
  }
}

async function writeVariables(): Promise<void> {
  const variables = {
    FIELDLINE_LOCAL: "1",
    FIELDLINE_AUTH_SECRET: await readOrMakeSecret(state),
    ...variablesOf(process.env),
  };
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  await writeFile(resolve(state, "dev.env"), lines.join(""), { mode: 0o600 });
}

function stop(): void {
  for (const { pid } of children) endGroup(pid);
}
/** Each runs under shells and package managers that do not pass a signal on. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, "SIGTERM");
  } catch {
    // It has ended already.
  }
}
process.on("SIGINT", stop);
process.on("SIGTERM", stop);
for (const child of children) child.on("exit", stop);

function run([command = "", ...args]: string[]): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...TOOL_ENV, CI: "true" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  child.on("exit", (code) => (code === 0 ? done() : reject(new Error(`${command} ended with ${code}`))));
  return promise;
}
