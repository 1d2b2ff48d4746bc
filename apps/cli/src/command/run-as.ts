import { execFile } from "node:child_process";
import { userInfo } from "node:os";
import { promisify } from "node:util";
import { StepFailure } from "./step-failure.ts";

const run = promisify(execFile);

/** An account of this machine that a step runs under in place of the agent's. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
  home: string;
}

const NAME = /^[A-Za-z_][\w.@-]{0,63}$/;

/** Whether this is another account than the agent's own. */
export function isOtherAccount(name: string | undefined): name is string {
  return name !== undefined && name !== "" && name !== userInfo().username;
}

/** Looks an account up; throws StepFailure where this machine has none of that name. */
export async function findAccount(name: string): Promise<Account> {
  const unknown = new StepFailure("UNKNOWN_USER", `This device has no user ${name}. Correct runAsUser.`);
  if (!NAME.test(name)) throw unknown;
  try {
    const [uid, gid, home] = await Promise.all([
      run("id", ["-u", name]),
      run("id", ["-g", name]),
      run("sh", ["-c", `echo ~${name}`]),
    ]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout), home: home.stdout.trim() };
  } catch {
    throw unknown;
  }
}
