import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../main.ts", import.meta.url));

export interface AgentProcess {
  child: ChildProcess;
  /** What it has written so far, on both streams. */
  text(): string;
  /** Its exit code; null where a signal ended it. */
  exited: Promise<number | null>;
}

/** The command line as a process of its own. */
export function startProcess(...argv: string[]): AgentProcess {
  const child = spawn(process.execPath, [MAIN, ...argv], { stdio: ["ignore", "pipe", "pipe"] });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      text += chunk;
    });
  return { child, text: () => text, exited: new Promise((resolve) => child.on("close", resolve)) };
}
