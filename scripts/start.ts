import { resolve } from "node:path";
import { build } from "./server/build.ts";
import { type Demonstration, demonstrationOf } from "./server/demonstration.ts";
import { ROOT } from "./server/paths.ts";
import { variablesOf } from "./server/secrets.ts";
import { isLoopback, type Server, serve } from "./server/serve.ts";
import { startFaultWords } from "./server/start-fault.ts";

const PARENT_CHECK_MS = 500;
const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 8787);
const state = resolve(ROOT, process.env.FIELDLINE_STATE ?? ".fieldline");

let server: Server | undefined;
let demonstration: Demonstration | undefined;
let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  stopping ??= (async () => {
    await demonstration?.stop();
    await server?.stop();
    process.exit(0);
  })();
  return stopping;
}

function stopOnSignals(): void {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    // Miniflare's own listener would end the process before everything is put away.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}

// npm does not pass on how it was ended: a server whose npm is gone would hold its port for ever.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void stop();
}, PARENT_CHECK_MS).unref();

stopOnSignals();
try {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT must be a number from 0 to 65535.");
  demonstration = demonstrationOf(state, process.env);
  await build();
  server = await serve({ host, port, state, variables: { ...variablesOf(process.env), ...demonstration?.variables } });
  stopOnSignals();
  if (!isLoopback(host) && !process.env.FIELDLINE_ORIGIN?.startsWith("https:"))
    console.log(
      "Other machines reach this server in plain HTTP, passwords included. Put TLS in front: docs/security.md.",
    );
  console.log(`Fieldline is ready: ${server.url}`);
  await demonstration?.start(server.url);
} catch (error) {
  console.error(startFaultWords(error, { host, port, state }));
  process.exit(1);
}
