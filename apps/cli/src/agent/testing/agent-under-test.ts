import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";
import { DeviceSession } from "../../server/device-session.ts";
import { Line } from "../../server/line.ts";
import { keepPushChannel } from "../../server/push-channel.ts";
import { ServerClock } from "../../server/server-clock.ts";
import { devicePort, enrolmentPort } from "../../server/trpc-device-port.ts";
import { createLogger } from "../log.ts";
import { Agent } from "../run/agent.ts";
import { Departures } from "../run/departures.ts";
import type { Prober } from "../run/run-probe-job.ts";
import type { Settings } from "../settings.ts";
import { Spool } from "../spool/spool.ts";
import { DEVICE } from "./fake-fleet.ts";
import type { FakeServer } from "./fake-server.ts";

interface Overrides {
  settings?: Partial<Settings>;
  pollOnly?: boolean;
  runDocument?: (run: CommandRun) => Promise<CommandOutcome>;
  prober?: Prober;
  folder?: string;
  spoolMaxBytes?: number;
}

const completed: CommandOutcome = { status: "completed", exitCode: 0, steps: [] };

/** A prober whose every packet comes back after 1.5 ms, at once. */
export const quickProber: Prober = {
  measure: async () => [{ at: Date.now(), rttMs: 1.5 }],
  close: () => {},
};

/** An agent in this process on a spool of its own, with work that the test makes up. */
export function startAgent(server: FakeServer, overrides: Overrides = {}) {
  const folder = overrides.folder ?? mkdtempSync(join(tmpdir(), "fieldline-agent-"));
  const lines: string[] = [];
  const log = createLogger({ level: "debug", isTerminal: false, write: (line) => lines.push(line) });
  const clock = new ServerClock();
  const settings: Settings = {
    ...{ server: server.url, ...DEVICE, name: "pi", attributes: {} },
    ...{ concurrency: 4, forbidCommands: false, allowRunAs: [], logLevel: "debug" },
    ...{ pollMs: 60_000, heartbeatMs: 30_000, stopGraceMs: 200, spoolMaxMb: 10 },
    ...overrides.settings,
  };
  const session = new DeviceSession({ port: enrolmentPort(server.url), credentials: DEVICE, now: () => clock.now() });
  const line = new Line(log);
  const spool = new Spool({ folder, maxBytes: overrides.spoolMaxBytes ?? 10_000_000, log });
  const agent = new Agent({
    ...{ clock, line, spool, settings, log },
    port: devicePort(server.url, session),
    departures: new Departures(),
    execution: {
      probe: { clock, createProber: () => overrides.prober ?? quickProber },
      command: {
        clock,
        runDocument: overrides.runDocument ?? (async () => completed),
        getHandler: () => Promise.reject(new Error("no handlers here")),
        facts: {},
        config: { forbidCommands: false, allowRunAs: [] },
      },
    },
    ...(!overrides.pollOnly && {
      keepPushChannel: (hooks) => keepPushChannel({ server: server.url, session, log, ...hooks }),
    }),
  });
  const ended = agent.run();
  ended.catch(() => {});
  return {
    agent,
    spool,
    ended,
    log: () => lines.join(""),
    folder,
    async stop() {
      await agent.stop();
      await ended.catch(() => {});
      spool.close();
      if (!overrides.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
