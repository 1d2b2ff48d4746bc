import { readdir, readFile } from "node:fs/promises";

const TICKS_A_SECOND = 100;

/** What a workerd process has used so far. */
export interface Usage {
  at: number;
  cpuMs: number;
  memoryBytes: number;
}

/** The newest workerd that this process started; undefined where there is no /proc. */
export async function findRuntime(): Promise<number | undefined> {
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const runtimes = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(stat) ?? [];
      return name === "workerd" && Number(parent) === process.pid ? pid : 0;
    }),
  );
  return Math.max(0, ...runtimes) || undefined;
}

export async function usageOf(pid: number | undefined): Promise<Usage> {
  const at = Date.now();
  if (pid === undefined) return { at, cpuMs: Number.NaN, memoryBytes: Number.NaN };
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const cpuMs = ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_A_SECOND;
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return { at, cpuMs, memoryBytes: Number(kilobytes) * 1_024 };
}

/** Percent of one core between two readings. */
export function cpuPercent(before: Usage, after: Usage): number {
  return (100 * (after.cpuMs - before.cpuMs)) / (after.at - before.at);
}
