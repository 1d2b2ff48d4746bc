import type { Agent } from "@fieldline/agent/agent";
import { assembleAgent } from "@fieldline/agent/assemble";
import { Dismissed } from "@fieldline/agent/call-failure";
import { holdFolder } from "@fieldline/agent/database";
import { type LogLevel, stderrLogger } from "@fieldline/agent/log";
import { taskExecutor } from "@fieldline/agent/task-executor";
import { EXIT, Exit } from "../exit.ts";
import { checkedHandlers } from "../handlers-module.ts";
import { readSettings, statePath } from "../settings.ts";
import { executionOf } from "./execution.ts";

export interface RunOptions {
  pollOnly?: boolean;
  logLevel?: LogLevel;
  /** A module whose handlers do tasks; without it the agent takes none. */
  handlers?: string;
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Runs the agent until a signal, in the foreground; throws an {@link Exit} where it cannot run or is dismissed. */
export async function runAgent(folder: string, options: RunOptions): Promise<void> {
  const settings = readSettings(folder);
  const handlers = await checkedHandlers(settings, options.handlers);
  const log = stderrLogger(options.logLevel ?? settings.logLevel);
  const state = statePath(folder);
  const hold = holdFolder(state);
  if (!hold)
    throw new Exit(
      EXIT.alreadyRunning,
      `Another agent runs on ${folder}. Stop it first, or give this one a --config of its own.`,
    );

  const { server, deviceId, name, secret, spoolMaxMb, concurrency } = settings;
  const { agent, close } = assembleAgent({
    ...{ identity: { server, deviceId, name }, secret, rhythm: settings, log },
    ...{ folder: state, spoolMaxBytes: spoolMaxMb * 1_000_000, pollOnly: options.pollOnly === true },
    ...(handlers.length > 0 && { types: handlers.map(({ type }) => type) }),
    executorsOf: (connection) => [
      ...executionOf({ settings, state, connection }),
      ...(handlers.length > 0 ? [taskExecutor(handlers, concurrency)] : []),
    ],
  });
  const stopping = stopAtSignal(agent);
  try {
    await agent.run();
    await stopping();
  } catch (thrown) {
    if (thrown instanceof Dismissed) throw new Exit(EXIT.dismissed, thrown.message);
    throw thrown;
  } finally {
    close();
    hold.release();
  }
}

/** The first signal lets work end, the second does not. Gives what waits for a stop that is under way. */
function stopAtSignal(agent: Agent): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (stopped) process.exit(EXIT.failed);
      stopped = agent.stop();
    });
  return async () => stopped;
}
