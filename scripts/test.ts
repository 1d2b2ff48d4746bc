import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./server/browser-path.ts";
import { build } from "./server/build.ts";
import { findNetworkPrograms } from "./server/network-programs.ts";
import { ROOT, TOOL_ENV } from "./server/paths.ts";

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
}

/** Every test of every project in one run; arguments go on to vitest. The last line is the count. */
async function main(): Promise<number> {
  await findBrowser();
  await findNetworkPrograms();
  await build();
  const folder = await mkdtemp(join(tmpdir(), "fieldline-test-"));
  const file = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  const code = await run("vitest", ["run", ...reporters, ...process.argv.slice(2)]);
  const results = await readFile(file, "utf8").then(
    (text): Results => JSON.parse(text),
    () => undefined,
  );
  await rm(folder, { recursive: true });
  if (!results) return 1;
  // A file that could not even be loaded has no failed test of its own.
  const failed = Math.max(results.numFailedTests, results.numFailedTestSuites > 0 ? 1 : 0, code === 0 ? 0 : 1);
  const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : "";
  console.log(`${results.numPassedTests} passed, ${failed} failed${skipped}`);
  return failed === 0 && results.numPassedTests > 0 ? 0 : 1;
}

function run(command: string, args: string[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(command, args, { cwd: ROOT, env: TOOL_ENV, stdio: ["ignore", "inherit", "inherit"] });
  child.on("error", reject);
  child.on("exit", (code) => resolve(code ?? 1));
  return promise;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
