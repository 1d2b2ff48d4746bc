import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where programs are looked for, and how they take their options. */
export interface Machine {
  platform: NodeJS.Platform;
  path: string;
}

export function thisMachine(): Machine {
  return { platform: process.platform, path: process.env.PATH ?? "" };
}

/** A service's PATH often lacks the folders that ping and traceroute live in. */
const USUAL_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** The file of a program; undefined where this machine has none of that name. */
export function findProgram(name: string, { path }: Machine): string | undefined {
  const own = path === "" ? [] : path.split(delimiter);
  return [...own, ...USUAL_FOLDERS].map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

interface Deadline {
  waitMs: number;
  signal: AbortSignal;
}

const MOST_OUTPUT = 64 * 1_024;
const LAST_WORDS_MS = 100;

/**
 * Runs a program for `waitMs` at most and gives what it printed on both streams. At its deadline it is interrupted,
 * so that it prints what it holds back, and killed if it does not end by that.
 * Rejects where the program cannot be started, and with the signal's reason when that is aborted.
 */
export function runUntil(file: string, args: string[], { waitMs, signal }: Deadline): Promise<string> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH ?? USUAL_FOLDERS.join(delimiter), LC_ALL: "C" },
    });
    let text = "";
    const take = (chunk: string) => {
      if (text.length < MOST_OUTPUT) text += chunk;
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    let kill: NodeJS.Timeout | undefined;
    const deadline = setTimeout(() => {
      child.kill("SIGINT");
      kill = setTimeout(() => child.kill("SIGKILL"), LAST_WORDS_MS);
    }, waitMs);
    const abort = () => child.kill("SIGKILL");
    signal.addEventListener("abort", abort, { once: true });
    const end = () => {
      clearTimeout(deadline);
      clearTimeout(kill);
      signal.removeEventListener("abort", abort);
    };
    child.on("error", (error) => {
      end();
      reject(error);
    });
    // What the program started may still hold the pipes.
    child.on("exit", () => {
      clearTimeout(kill);
      kill = setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, LAST_WORDS_MS);
    });
    child.on("close", () => {
      end();
      if (signal.aborted) reject(signal.reason);
      else resolve(text);
    });
  });
}
