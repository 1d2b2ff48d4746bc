import { chmod, chown, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "./run-as.ts";

/** A job's folder: its steps run in `work`, and what they run lies in `scripts`. */
export interface WorkFolder {
  work: string;
  scripts: string;
  /** Makes `work` the account's that a step runs under, so that it can write there. */
  give(account: Account | undefined): Promise<void>;
  remove(): Promise<void>;
}

export async function makeWorkFolder(): Promise<WorkFolder> {
  const root = await mkdtemp(join(tmpdir(), "fieldline-job-"));
  const work = join(root, "work");
  const scripts = join(root, "scripts");
  await Promise.all([chmod(root, 0o711), mkdir(work, { mode: 0o700 }), mkdir(scripts, { mode: 0o711 })]);
  const isRoot = process.getuid?.() === 0;
  return {
    work,
    scripts,
    async give(account) {
      if (isRoot) await chown(work, account?.uid ?? 0, account?.gid ?? 0);
      // Without root's rights it cannot be given away: another account may look into it, and write elsewhere.
      else await chmod(work, account ? 0o755 : 0o700);
    },
    remove: () => rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {}),
  };
}
