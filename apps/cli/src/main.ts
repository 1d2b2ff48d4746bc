#!/usr/bin/env node
import { oldNodeWords } from "./agent/node-version.ts";

const tooOld = oldNodeWords(process.versions.node);
if (tooOld) {
  process.stderr.write(`${tooOld}\n`);
  process.exitCode = 2;
} else {
  const { runProgram } = await import("./agent/program.ts");
  await runProgram(process.argv);
}
