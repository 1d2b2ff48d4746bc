import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOOL_ENV } from "../../scripts/server/paths.ts";
import type { TestServer } from "./server.ts";

const PROGRAM = fileURLToPath(new URL("./task-program.ts", import.meta.url));

/** A program with the agent library in it, a process and a folder of its own. */
export interface TaskAgent {
  /** What it logged so far, of every start. */
  output: string[];
  /** What its handler has begun and ended: words of a line each. */
  tally(): Promise<string[][]>;
  /** Kills it as a power cut would. */
  kill(): Promise<void>;
  startAgain(): void;
  /** Asks it to end, and gives its exit code. */
  stop(): Promise<number | null>;
  dispose(): Promise<void>;
}

/** Starts one that enrols by a fresh token. */
export async function startTaskAgent(server: TestServer, name: string): Promise<TaskAgent> {
  const folder = await mkdtemp(join(tmpdir(), "fieldline-tasks-"));
  const { token } = await server.api.devices.createEnrollment.mutate({ name, kind: "agent" });
  const output: string[] = [];
  const launch = (...more: string[]): ChildProcess => {
    const argv = [PROGRAM, server.url, folder, name, ...more];
    const child = spawn("node", argv, { env: TOOL_ENV, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => output.push(text));
    return child;
  };
  let child = launch(token);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    await once(child, "exit");
    return child.exitCode;
  };
  return {
    output,
    async tally() {
      const text = await readFile(join(folder, "tally"), "utf8").catch(() => "");
      return text
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split(" "));
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
