import { join } from "node:path";
import type { Connection } from "@fieldline/agent/assemble";
import type { Executor } from "@fieldline/agent/executor";
import { runDocument } from "../../command/run-document.ts";
import { createHandlerCache } from "../../handlers-cache/handler-cache.ts";
import { createProber } from "../../probe/measure.ts";
import { factsOf } from "../facts.ts";
import type { Settings } from "../settings.ts";
import { commandExecutor, probeExecutor } from "./executors.ts";

interface ExecutionOptions {
  settings: Settings;
  state: string;
  connection: Connection;
}

/** For a script that the server does not give out while it is away. */
const HANDLER_WITHIN_MS = 60_000;

/** How this machine measures and runs documents. */
export function executionOf({ settings, state, connection: { port, line } }: ExecutionOptions): Executor[] {
  const { forbidCommands, allowHandlers, allowRunAs, concurrency } = settings;
  const cache = createHandlerCache(join(state, "handlers"));
  const commands = {
    runDocument,
    getHandler: ({ name, version, sha256 }) =>
      cache.getHandler({ name, version, sha256 }, () =>
        line.call(() => port.handler({ name, version }), AbortSignal.timeout(HANDLER_WITHIN_MS)),
      ),
    facts: factsOf(settings),
    config: { forbidCommands, allowHandlers, allowRunAs },
  } satisfies Parameters<typeof commandExecutor>[0];
  return [commandExecutor(commands, concurrency), probeExecutor({ createProber: (spec) => createProber(spec) })];
}
