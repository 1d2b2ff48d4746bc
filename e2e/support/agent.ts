import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { ROOT, TOOL_ENV } from "../../scripts/server/paths.ts";
import type { TestServer } from "./server.ts";

const BUNDLE = resolve(ROOT, "apps/cli/dist/fieldline.mjs");
const run = promisify(execFile);

/** The device runner as its user starts it: the built bundle, a process and a configuration folder of its own. */
export interface TestAgent {
  deviceId: string;
  /** What it printed so far, of every start. */
  output: string[];
  process: ChildProcess;
  /** Kills it as a power cut would. */
  kill(): Promise<void>;
  startAgain(): void;
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>;
  dispose(): Promise<void>;
}

interface AgentOptions {
  name: string;
  account?: string;
  /** An enrollment token; a fresh one unless given. */
  token?: string;
  /** Folders that are searched for programs before the machine's own. */
  path?: string;
}

/** Enrolls a device by a fresh token and starts its agent. */
export async function startAgent(
  server: TestServer,
  { name, account, path, token: given }: AgentOptions,
): Promise<TestAgent> {
  const folder = await mkdtemp(join(tmpdir(), "fieldline-agent-"));
  const env = { ...TOOL_ENV, PATH: path ? `${path}:${TOOL_ENV.PATH ?? ""}` : TOOL_ENV.PATH };
  const token = given ?? (await server.api.devices.createEnrollment.mutate({ name })).token;
  const where = ["--server", server.url, "--token", token, "--name", name, "--config", folder];
  const { stdout } = await run(
    "node",
    [BUNDLE, "agent", "enroll", ...where, ...(account ? ["--account", account] : [])],
    {
      env,
    },
  );
  const [deviceId = ""] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(stdout) ?? [];
  const output: string[] = [];
  const launch = () => {
    const child = spawn("node", [BUNDLE, "agent", "run", "--config", folder], {
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    return child;
  };
  let child = launch();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, "exit");
    return child.exitCode;
  };
  return {
    deviceId,
    output,
    get process() {
      return child;
    },
    kill: async () => void (await end("SIGKILL")),
    startAgain() {
      child = launch();
    },
    stop: () => end("SIGTERM"),
    async dispose() {
      await end("SIGKILL");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
