import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { findBrowser } from "./server/browser-path.ts";
import { build } from "./server/build.ts";
import { findNetworkPrograms } from "./server/network-programs.ts";
import { ROOT, TOOL_ENV } from "./server/paths.ts";

interface Results {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  numPendingTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, each with its first words. */
  failures: string[];
}
const NOTHING_RAN: Count = { passed: 0, failed: 1, skipped: 0, failures: ["vitest itself: see above"] };

/** The journeys, the pages that they open, and processes: about half of the time, and mostly waiting. */
const WAITING = ["e2e", "@fieldline/dashboard", "@fieldline/tech", "cli", "agent"];
const project = (name: string) => `--project=${name}`;

/** Every test of every project, in two runs side by side; arguments go on to vitest. The last line is the count. */
async function main(): Promise<number> {
  await findBrowser();
  await findNetworkPrograms();
  await build();
  const asked = process.argv.slice(2);
  const runs = asked.length > 0 ? [asked] : [WAITING.map(project), WAITING.map((name) => project(`!${name}`))];
  const counts = await Promise.all(runs.map(countOf));
  const [passed, failed, skipped] = (["passed", "failed", "skipped"] as const).map((what) =>
    counts.reduce((sum, count) => sum + count[what], 0),
  ) as [number, number, number];
  for (const failure of counts.flatMap(({ failures }) => failures)) console.log(`failed: ${failure}`);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** One run of vitest and what came of it. */
async function countOf(args: string[]): Promise<Count> {
  const folder = await mkdtemp(join(tmpdir(), "fieldline-test-"));
  const file = join(folder, "results.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
  const code = await run("vitest", ["run", ...reporters, ...args]);
  const results = await readFile(file, "utf8").then(
    (text): Results => JSON.parse(text),
    () => undefined,
  );
  await rm(folder, { recursive: true });
  if (!results) return NOTHING_RAN;
  // A file that could not even be loaded has no failed test of its own.
  const failed = Math.max(results.numFailedTests, results.numFailedTestSuites > 0 ? 1 : 0, code === 0 ? 0 : 1);
  return { passed: results.numPassedTests, failed, skipped: results.numPendingTests, failures: failuresOf(results) };
}

function failuresOf({ testResults }: Results): string[] {
  return testResults
    .filter(({ status }) => status === "failed")
    .flatMap(({ name, message, assertionResults }) => {
      const file = relative(ROOT, name);
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (failed.length === 0) return [`${file}: ${firstLine(message)}`];
      return failed.map((test) => `${file} > ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
    });
}

const firstLine = (text = "") => text.split("\n", 1)[0];

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
