import { mkdirSync, rmdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { ROOT } from "../../scripts/server/paths.ts";

/** Beside the product's own state, so on its disk. */
const PARENT = resolve(ROOT, `${process.env.FIELDLINE_STATE ?? ".fieldline"}-bench`);
const made = new Set<string>();

/** A folder of this run's own, on the disk that the product's state is on. */
export function makeStateFolder(name: string): string {
  const folder = resolve(PARENT, `${process.pid}-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  made.add(folder);
  return folder;
}

export function removeStateFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  made.delete(folder);
}

/** Removes what this run made; the folder of all runs goes with the last of them. */
export function removeAllStateFolders(): void {
  for (const folder of made) removeStateFolder(folder);
  try {
    rmdirSync(PARENT);
  } catch {}
}
