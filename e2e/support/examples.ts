import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT, TOOL_ENV } from "../../scripts/server/paths.ts";
import type { TestServer } from "./server.ts";

/** The example agents and their source, as one starts them by one command. */
export interface Examples {
  /** Everything they printed, of every start. */
  output: string[];
  /** Kills both agents and the source as a power cut would. */
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts them against a server, with a source that answers after `delayMs`. */
export async function startExamples(server: TestServer, { delayMs }: { delayMs: number }): Promise<Examples> {
  const state = await mkdtemp(join(tmpdir(), "fieldline-examples-"));
  const { token } = await server.api.users.tokens.create.mutate({ name: "the examples" });
  const env = { ...TOOL_ENV, FIELDLINE_SERVER: server.url, FIELDLINE_TOKEN: token, EXAMPLES_STATE: state };
  const output: string[] = [];
  const launch = async () => {
    // A group of its own, so that its agents can be killed with it.
    const child = spawn("node", ["examples/start.ts"], {
      cwd: ROOT,
      env: { ...env, SOURCE_DELAY_MS: String(delayMs) },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const hear = (text: string) => {
      output.push(text);
      if (text.includes("The example agents work")) resolve();
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
    child.once("exit", () => reject(new Error(`The examples did not start:\n${output.join("")}`)));
    await promise;
    return child;
  };
  let running: ChildProcess = await launch();
  const kill = async () => {
    if (running.exitCode !== null || running.signalCode !== null) return;
    process.kill(-(running.pid ?? 0), "SIGKILL");
    await once(running, "exit");
  };
  return {
    output,
    kill,
    async startAgain() {
      running = await launch();
    },
    async dispose() {
      await kill();
      await rm(state, { recursive: true, force: true });
    },
  };
}
