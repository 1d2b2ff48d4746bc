import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { sleep } from "../lib/waiting.ts";

/** A transaction on D1's file, of reads alone too, begins with this lock. */
const BEGUN = /D1DatabaseObject.*-shm>.*F_RDLCK/g;
const TRACER = "strace";
const READY_WITHIN_MS = 10_000;

interface Traced {
  runtimePid: number | undefined;
  state: string;
  /** Asks D1 at least once. */
  ask(): Promise<unknown>;
}

/** How many transactions D1 began during `act`, as the kernel saw them; undefined where the runtime cannot be traced. */
export async function countDatabaseCalls(
  { runtimePid, state, ask }: Traced,
  act: () => Promise<unknown>,
): Promise<number | undefined> {
  const file = resolve(state, "d1-calls.strace");
  const strace = spawn(TRACER, ["-f", "-qq", "-y", "-e", "trace=fcntl", "-o", file, "-p", String(runtimePid)], {
    stdio: "ignore",
  });
  const ended = Promise.race([once(strace, "exit"), once(strace, "error")]).catch(() => undefined);
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  const begun = async () => (await readFile(file, "utf8").catch(() => "")).match(BEGUN)?.length ?? 0;
  try {
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while ((await begun()) === 0) {
      if (isOver || Date.now() > giveUpAt) return undefined;
      await ask();
      await sleep(100);
    }
    await sleep(500);
    const before = await begun();
    await act();
    await sleep(500);
    return (await begun()) - before;
  } finally {
    strace.kill("SIGINT");
    await ended;
  }
}
