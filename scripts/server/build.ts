import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { oneAtATime } from "./one-at-a-time.ts";
import { ROOT, TOOL_ENV } from "./paths.ts";

const CLIENT = resolve(ROOT, "dist/client");
const NEXT = resolve(ROOT, "dist/client.next");
const STAMP = resolve(ROOT, "dist/client.sha256");
const LOCK = resolve(ROOT, "dist/build.lock");
const FRONT_ENDS = [
  { from: resolve(ROOT, "apps/dashboard/dist"), within: "" },
  { from: resolve(ROOT, "apps/tech/dist"), within: "tech" },
];

/**
 * Builds what changed and lays the front ends where the worker serves them from; who builds at the same moment waits.
 * Throws with the build's output.
 */
export async function build(): Promise<void> {
  await mkdir(CLIENT, { recursive: true });
  await oneAtATime(LOCK, async () => {
    await run("turbo", ["run", "build", "--output-logs=errors-only"]);
    const built = await hashOf(FRONT_ENDS.map(({ from }) => from));
    if (built !== (await readFile(STAMP, "utf8").catch(() => undefined))) await replaceClient(built);
  });
}

/** The stamp goes first and comes last: what a killed build left is replaced by the next one. */
async function replaceClient(built: string): Promise<void> {
  await rm(STAMP, { force: true });
  await rm(NEXT, { recursive: true, force: true });
  for (const { from, within } of FRONT_ENDS) await cp(from, resolve(NEXT, within), { recursive: true });
  await rm(CLIENT, { recursive: true });
  await rename(NEXT, CLIENT);
  await writeFile(STAMP, built);
}

/** A server that runs already goes on serving these files, so they are replaced only when they differ. */
async function hashOf(folders: string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of folders)
    for (const file of (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => resolve(entry.parentPath, entry.name))
      .sort())
      hash.update(file).update(await readFile(file));
  return hash.digest("hex");
}

function run(command: string, args: string[]): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  const child = spawn(command, args, {
    cwd: ROOT,
    // A test runner names its own environment, which would build the front ends for development.
    env: { ...TOOL_ENV, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  child.on("error", reject);
  child.on("exit", (code) => {
    if (code === 0) done();
    else reject(new Error(`The build failed:\n${Buffer.concat(output)}`));
  });
  return promise;
}
