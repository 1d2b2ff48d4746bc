import { readdirSync, readFileSync } from "node:fs";

/** Kills what an earlier run of the agent has left running for a job, on Linux, by the job's id in its environment. */
export function killOrphans(jobId: string, environments = environmentsOfProcesses()): number {
  let killed = 0;
  for (const [pid, environment] of environments) {
    if (!environment.split("\0").includes(`FIELDLINE_JOB_ID=${jobId}`)) continue;
    try {
      process.kill(pid, "SIGKILL");
      killed++;
    } catch {
      // It has ended by itself, or is another account's and not ours to end.
    }
  }
  return killed;
}

function environmentsOfProcesses(): [pid: number, environment: string][] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").flatMap((name) => {
    const pid = Number(name);
    if (!(pid > 0) || pid === process.pid) return [];
    try {
      return [[pid, readFileSync(`/proc/${name}/environ`, "utf8")] as [number, string]];
    } catch {
      return [];
    }
  });
}
