import { spawn } from "node:child_process";
import { cp, mkdir, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { ROOT, TOOL_ENV } from "./paths.ts";

const CLIENT = resolve(ROOT, "dist/client");

/** Builds what changed and lays the front ends where the worker serves them from. Throws with the build's output. */
export async function build(): Promise<void> {
  await mkdir(CLIENT, { recursive: true });
  await run("turbo", ["run", "build", "--output-logs=errors-only"]);
  await rm(CLIENT, { recursive: true });
  await cp(resolve(ROOT, "apps/dashboard/dist"), CLIENT, { recursive: true });
  await cp(resolve(ROOT, "apps/tech/dist"), resolve(CLIENT, "tech"), { recursive: true });
}

function run(command: string, args: string[]): Promise<void> {
  const { promise, resolve: done, reject } = Promise.withResolvers<void>();
  const child = spawn(command, args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "pipe", "pipe"] });
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
