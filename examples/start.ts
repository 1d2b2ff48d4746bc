import { createFieldlineClient } from "@fieldline/client/client";
import { errorOf } from "@fieldline/client/errors";
import { runAgents } from "./run-agents.ts";
import { setUp } from "./set-up.ts";

const {
  FIELDLINE_SERVER: server = "http://127.0.0.1:8787",
  FIELDLINE_TOKEN: token,
  EXAMPLES_STATE: state = ".fieldline-examples",
  SOURCE_DELAY_MS: delay = "150",
} = process.env;

/** Starts the source and both agents, with what they need on the server. */
async function main(): Promise<void> {
  if (!token)
    throw new Error(
      "Set FIELDLINE_TOKEN to a personal access token of an operator: Account → Access tokens makes one.",
    );
  const api = createFieldlineClient({ baseUrl: server, headers: { authorization: `Bearer ${token}` } });
  const made = await setUp(api);
  console.log(`Made ${made.templates} templates and ${made.schedules} schedules; the rest was there.`);
  const agents = await runAgents({ api, server, state, delayMs: Number(delay) });
  console.log(`The example agents work for ${server}. Stop them with Ctrl+C.`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => agents.stop());
  process.exitCode = await agents.ended;
}

try {
  await main();
} catch (error) {
  const isUnreachable = errorOf(error).reason === "UNREACHABLE";
  const words = error instanceof Error ? error.message : String(error);
  console.error(isUnreachable ? `No server answers at ${server}. Start it, or set FIELDLINE_SERVER.` : words);
  process.exitCode = 1;
}
