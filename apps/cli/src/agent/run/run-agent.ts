import { Dismissed } from "../../server/call-failure.ts";
import { DeviceSession } from "../../server/device-session.ts";
import { Line } from "../../server/line.ts";
import { keepPushChannel } from "../../server/push-channel.ts";
import { ServerClock } from "../../server/server-clock.ts";
import { devicePort, enrolmentPort } from "../../server/trpc-device-port.ts";
import { EXIT, Exit } from "../exit.ts";
import { type LogLevel, stderrLogger } from "../log.ts";
import { readSettings, statePath } from "../settings.ts";
import { holdFolder } from "../spool/database.ts";
import { Spool } from "../spool/spool.ts";
import { Agent, type AgentPorts } from "./agent.ts";
import { Departures } from "./departures.ts";
import { executionOf } from "./execution.ts";

export interface RunOptions {
  pollOnly?: boolean;
  logLevel?: LogLevel;
}

const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** Runs the agent until a signal, in the foreground; throws an {@link Exit} where it cannot run or is dismissed. */
export async function runAgent(folder: string, options: RunOptions): Promise<void> {
  const settings = readSettings(folder);
  const log = stderrLogger(options.logLevel ?? settings.logLevel);
  const state = statePath(folder);
  const hold = holdFolder(state);
  if (!hold)
    throw new Exit(
      EXIT.alreadyRunning,
      `Another agent runs on ${folder}. Stop it first, or give this one a --config of its own.`,
    );

  const clock = new ServerClock();
  const { server, deviceId, secret } = settings;
  const credentials = { deviceId, secret };
  const session = new DeviceSession({ port: enrolmentPort(server), credentials, now: () => clock.now() });
  const port = devicePort(server, session);
  const line = new Line(log);
  const spool = new Spool({ folder: state, maxBytes: settings.spoolMaxMb * 1_000_000, log });
  const push: AgentPorts["keepPushChannel"] = (hooks) => keepPushChannel({ server, session, log, ...hooks });
  const agent = new Agent({
    ...{ port, line, clock, spool, settings, log },
    departures: new Departures(),
    execution: executionOf({ settings, state, clock, port, line }),
    ...(!options.pollOnly && { keepPushChannel: push }),
  });
  const stopping = stopAtSignal(agent);
  try {
    await agent.run();
    await stopping();
  } catch (thrown) {
    if (thrown instanceof Dismissed) throw new Exit(EXIT.dismissed, thrown.message);
    throw thrown;
  } finally {
    spool.close();
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
