import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const KILL_AFTER_MS = 5_000;
const LOOK_EVERY_MS = 50;

interface EndOptions {
  /** Whose the processes are, where they are not the agent's own account's. */
  user?: string | undefined;
  killAfterMs?: number;
}

/**
 * Ends a process and all that it started, as far as it stayed in its process group: SIGTERM, and SIGKILL to what is
 * left after 5 s. Resolves when none is left, or with the SIGKILL.
 */
export async function endGroup(group: number, { user, killAfterMs = KILL_AFTER_MS }: EndOptions = {}): Promise<void> {
  const killAt = performance.now() + killAfterMs;
  signalGroup(group, "SIGTERM", user);
  while (isAlive(group)) {
    if (performance.now() >= killAt) return signalGroup(group, "SIGKILL", user);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

function signalGroup(group: number, signal: "SIGTERM" | "SIGKILL", user: string | undefined): void {
  try {
    process.kill(-group, signal);
  } catch (error) {
    // What sudo started belongs to its user, who alone may end it.
    if ((error as NodeJS.ErrnoException).code === "EPERM" && user)
      execFile("sudo", ["-n", "-u", user, "--", "kill", "-s", signal.slice(3), "--", `-${group}`], () => {});
  }
}

function isAlive(group: number): boolean {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
  return process.platform !== "linux" || hasLivingMember(group);
}

/** A process that has ended counts for the system until its parent asks; in a container that parent may never ask. */
function hasLivingMember(group: number): boolean {
  const statuses = readdirSync("/proc").map((name) => (/^\d+$/.test(name) ? statusOf(name) : ""));
  return statuses.some((status) => {
    const [state, , ofGroup] = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return ofGroup === String(group) && state !== "Z" && state !== "X";
  });
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}
