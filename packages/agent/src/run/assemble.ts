import type { Logger } from "../log.ts";
import type { DevicePort } from "../server/device-port.ts";
import { DeviceSession } from "../server/device-session.ts";
import { Line } from "../server/line.ts";
import { keepPushChannel } from "../server/push-channel.ts";
import { ServerClock } from "../server/server-clock.ts";
import { devicePort, enrolmentPort } from "../server/trpc-device-port.ts";
import { Spool } from "../spool/spool.ts";
import { Agent, type Rhythm } from "./agent.ts";
import { Departures } from "./departures.ts";
import type { Executor } from "./executor.ts";

interface Assembly {
  identity: { server: string; deviceId: string; name: string };
  secret: string;
  /** The types of task that it has handlers for; absent where it takes none. */
  types?: string[] | undefined;
  /** Where the spool is. */
  folder: string;
  spoolMaxBytes: number;
  rhythm: Rhythm;
  log: Logger;
  /** Ask every now and then, and hold no push channel open. */
  pollOnly?: boolean;
  executorsOf(connection: Connection): Executor[];
}

/** What execution may need of the server. */
export interface Connection {
  port: DevicePort;
  line: Line;
  clock: ServerClock;
}

/** An agent with all that it stands on; `close` it when it has ended. */
export function assembleAgent({ identity, secret, types, folder, spoolMaxBytes, ...rest }: Assembly) {
  const { rhythm, log, pollOnly, executorsOf } = rest;
  const { server, deviceId } = identity;
  const clock = new ServerClock();
  const credentials = { deviceId, secret };
  const session = new DeviceSession({ port: enrolmentPort(server), credentials, types, now: () => clock.now() });
  const port = devicePort(server, session);
  const line = new Line(log);
  const spool = new Spool({ folder, maxBytes: spoolMaxBytes, log });
  const agent = new Agent({
    ...{ port, line, clock, spool, identity, rhythm, log },
    executors: executorsOf({ port, line, clock }),
    departures: new Departures(),
    ...(!pollOnly && { keepPushChannel: (hooks) => keepPushChannel({ server, session, log, ...hooks }) }),
  });
  return { agent, spool, close: () => spool.close() };
}
