import { join } from "node:path";
import { runDocument } from "../../command/run-document.ts";
import { createHandlerCache } from "../../handlers-cache/handler-cache.ts";
import { createProber } from "../../probe/measure.ts";
import type { DevicePort } from "../../server/device-port.ts";
import type { Line } from "../../server/line.ts";
import type { ServerClock } from "../../server/server-clock.ts";
import { factsOf } from "../facts.ts";
import type { Settings } from "../settings.ts";
import type { AgentPorts } from "./agent.ts";

interface ExecutionOptions {
  settings: Settings;
  state: string;
  clock: ServerClock;
  port: Pick<DevicePort, "handler">;
  line: Line;
}

/** For a script that the server does not give out while it is away. */
const HANDLER_WITHIN_MS = 60_000;

/** How this machine measures and runs documents. */
export function executionOf({ settings, state, clock, port, line }: ExecutionOptions): AgentPorts["execution"] {
  const { forbidCommands, allowHandlers, allowRunAs } = settings;
  const cache = createHandlerCache(join(state, "handlers"));
  return {
    probe: { clock, createProber: (spec) => createProber(spec) },
    command: {
      clock,
      runDocument,
      getHandler: ({ name, version, sha256 }) =>
        cache.getHandler({ name, version, sha256 }, () =>
          line.call(() => port.handler({ name, version }), AbortSignal.timeout(HANDLER_WITHIN_MS)),
        ),
      facts: factsOf(settings),
      config: { forbidCommands, allowHandlers, allowRunAs },
    },
  };
}
