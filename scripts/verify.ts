import { spawn } from "node:child_process";
import { ROOT, TOOL_ENV } from "./server/paths.ts";

/** What must hold of the tree itself, told apart so that each failure has a name. */
const CHECKS = [
  { what: "format, lint and the direction of dependencies", command: ["biome", "check", "--error-on-warnings", "."] },
  { what: "types", command: ["tsc", "-b"] },
  { what: "dead code", command: ["knip"] },
  { what: "paths in the documents", command: ["node", "scripts/check-doc-paths.ts"] },
];

function run([command = "", ...args]: string[]): Promise<{ ok: boolean; output: string }> {
  const { promise, resolve } = Promise.withResolvers<{ ok: boolean; output: string }>();
  const child = spawn(command, args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      output += chunk;
    });
  child.on("error", (error) => resolve({ ok: false, output: error.message }));
  child.on("exit", (code) => resolve({ ok: code === 0, output }));
  return promise;
}

const startedAt = performance.now();
const results = await Promise.all(CHECKS.map(async ({ what, command }) => ({ what, ...(await run(command)) })));
for (const { what, ok, output } of results) {
  console.log(`${ok ? "ok    " : "FAILED"} ${what}`);
  if (!ok) console.log(output);
}
console.log(`verified in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
