import { findingsTable, reportOf } from "./doctor/report.ts";
import { type Access, accessOf, callDoctor } from "./doctor/server-call.ts";

const USAGE = `Usage: npm run doctor [-- --repair]

Compares the database of a running server with its jobs, and with --repair puts right what does not agree.
It asks the server at FIELDLINE_SERVER (http://127.0.0.1:8787 unless told) in the name of an administrator:
  FIELDLINE_TOKEN                                    a personal access token, or
  FIELDLINE_ADMIN_EMAIL, FIELDLINE_ADMIN_PASSWORD    an e-mail address and a password`;

const args = process.argv.slice(2);
const unknown = args.find((each) => each !== "--repair");

/** Exit codes: 0 nothing is left to put right, 1 something is, 2 it could not be looked at. */
async function run(access: Access): Promise<number> {
  const result = await callDoctor(access, args.includes("--repair") ? "repair" : "check");
  if (result.repaired && result.repaired.length > 0) console.log(`Put right:\n${findingsTable(result.repaired)}\n`);
  if (result.findings.length > 0) console.log(`Findings:\n${findingsTable(result.findings)}\n`);
  console.log(reportOf(result));
  return result.findings.length > 0 ? 1 : 0;
}

try {
  if (unknown === "--help") console.log(USAGE);
  else if (unknown) throw new Error(`There is no option ${unknown}.\n\n${USAGE}`);
  else process.exitCode = await run(accessOf(process.env));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
