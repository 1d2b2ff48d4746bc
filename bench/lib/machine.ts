import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import { resolve } from "node:path";
import { ROOT } from "../../scripts/server/paths.ts";

/** What the figures were taken on, without anything that tells whose machine it is. */
export function machineInWords(): string {
  const cpus = os.cpus();
  const memoryGb = os.totalmem() / 2 ** 30;
  return [
    `${cpus.length} cores (${cpus[0]?.model.trim() ?? "unknown"})`,
    `${memoryGb.toFixed(0)} GB of memory`,
    `${os.type()} ${os.release().replace(/[^\d.].*$/, "")} ${os.arch()}`,
    `Node ${process.versions.node}`,
    `workerd ${runtimeVersion()}`,
    new Date().toISOString().slice(0, 10),
  ].join(", ");
}

function runtimeVersion(): string {
  const fromMiniflare = createRequire(createRequire(resolve(ROOT, "package.json")).resolve("miniflare"));
  return JSON.parse(readFileSync(fromMiniflare.resolve("workerd/package.json"), "utf8")).version;
}
