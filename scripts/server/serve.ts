import { readdir, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { D1Database } from "@cloudflare/workers-types";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from "wrangler";
import { migrate } from "./migrate.ts";
import { ROOT, WORKER_SCRIPT, WRANGLER_CONFIG } from "./paths.ts";
import { resolveName } from "./resolver.ts";
import { printRuntimeMessage } from "./runtime-log.ts";
import { readOrMakeSecret } from "./secrets.ts";
import { takeState } from "./state-lock.ts";
import { tether } from "./tether.ts";

export interface ServeOptions {
  host: string;
  port: number;
  /** Folder of D1's and the objects' storage. */
  state: string;
  /** What the worker is told beside its bindings, such as the first administrator's e-mail. */
  variables?: Record<string, string>;
}
export interface Server {
  url: string;
  stop(): Promise<void>;
}

/** Serves the built product from workerd, as wrangler.toml configures it. Throws when it cannot. */
export async function serve({ host, port, state, variables }: ServeOptions): Promise<Server> {
  const lock = await takeState(state);
  const { workerOptions } = readWorkerOptions(WRANGLER_CONFIG);
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host,
      port,
      cf: false,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: printRuntimeMessage,
      resourcePersistencePath: state,
      workers: [
        {
          ...workerOptions,
          name: "fieldline",
          bindings: {
            ...(workerOptions.bindings as object | undefined),
            FIELDLINE_AUTH_SECRET: await readOrMakeSecret(state),
            ...variables,
            ...(isLoopback(host) && { FIELDLINE_LOCAL: "1" }),
          },
          serviceBindings: { ...(workerOptions.serviceBindings as object | undefined), RESOLVER: resolveName },
          modules: [{ type: "ESModule", path: WORKER_SCRIPT }],
          modulesRoot: resolve(ROOT, "workers/api/dist"),
        },
      ],
    }),
  );
  try {
    const url = (await miniflare.ready).origin;
    const runtimePid = await findRuntime();
    if (runtimePid) await lock.hold(runtimePid);
    const untether = runtimePid ? tether(runtimePid) : () => {};
    await migrate((await miniflare.getD1Database("DB")) as unknown as D1Database);
    const health = await fetch(`${url}/healthz`);
    if (!health.ok) {
      const { reason } = (await health.json()) as { reason: string };
      throw new Error(`The server cannot start. ${reason}`);
    }
    return {
      url,
      async stop() {
        untether();
        await miniflare.dispose();
        await lock.release();
      },
    };
  } catch (error) {
    await miniflare.dispose();
    await lock.release();
    throw error;
  }
}

export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** The workerd that this process started; Miniflare does not tell. Only Linux can be asked. */
async function findRuntime(): Promise<number | undefined> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const pid of pids) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
    if (name === "workerd" && Number(parent) === process.pid) return Number(pid);
  }
  return undefined;
}
