import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";

interface Holder {
  serverPid: number;
  runtimePid?: number;
}

/**
 * Takes the state folder for this process alone. A runtime that outlived a killed server is ended first: two of them
 * on one folder would run every job twice. Throws when a living server holds the folder.
 */
export async function takeState(
  state: string,
): Promise<{ hold(runtimePid: number): Promise<void>; release(): Promise<void> }> {
  await mkdir(state, { recursive: true, mode: 0o700 });
  const file = resolve(state, "server.json");
  const holder = await readHolder(file);
  if (holder) {
    if (holder.serverPid !== process.pid && (await isAlive(holder.serverPid, "node")))
      throw new Error(
        `${state} is in use by the server with process id ${holder.serverPid}. Stop it, or set FIELDLINE_STATE to another folder.`,
      );
    if (holder.runtimePid && (await isAlive(holder.runtimePid, "workerd"))) await end(holder.runtimePid);
  }
  const write = (next: Holder) => writeFile(file, JSON.stringify(next));
  await write({ serverPid: process.pid });
  return {
    hold: (runtimePid) => write({ serverPid: process.pid, runtimePid }),
    release: () => rm(file, { force: true }),
  };
}

async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whether the process lives and still is the program that it was; ids are used again. */
async function isAlive(pid: number, program: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return (await readFile(`/proc/${pid}/cmdline`, "utf8")).includes(program);
  } catch {
    return true;
  }
}

async function end(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  while (await isAlive(pid, "workerd")) await new Promise((resolve) => setTimeout(resolve, 20));
}
