import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Agent } from "@fieldline/agent/agent";
import { assembleAgent } from "@fieldline/agent/assemble";
import { createLogger } from "@fieldline/agent/log";
import type { Spool } from "@fieldline/agent/spool";
import { DEVICE } from "@fieldline/agent/testing/fake-fleet";
import type { FakeServer } from "@fieldline/agent/testing/fake-server";
import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";
import { commandExecutor, probeExecutor } from "../run/executors.ts";
import type { Prober } from "../run/run-probe-job.ts";

interface Overrides {
  settings?: Partial<Record<"concurrency" | "pollMs" | "heartbeatMs" | "stopGraceMs", number>>;
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

export interface AgentUnderTest {
  agent: Agent;
  spool: Spool;
  ended: Promise<void>;
  /** What it has logged. */
  log(): string;
  folder: string;
  stop(): Promise<void>;
}

/** An agent in this process on a spool of its own, with work that the test makes up. */
export function startAgent(server: FakeServer, overrides: Overrides = {}): AgentUnderTest {
  const folder = overrides.folder ?? mkdtempSync(join(tmpdir(), "fieldline-agent-"));
  const lines: string[] = [];
  const log = createLogger({ level: "debug", isTerminal: false, write: (line) => lines.push(line) });
  const { concurrency = 4, ...rhythm } = overrides.settings ?? {};
  const commands = {
    runDocument: overrides.runDocument ?? (async () => completed),
    getHandler: () => Promise.reject(new Error("no handlers here")),
    facts: {},
    config: { forbidCommands: false, allowRunAs: [] },
  };
  const { agent, spool, close } = assembleAgent({
    identity: { server: server.url, deviceId: DEVICE.deviceId, name: "pi" },
    ...{ secret: DEVICE.secret, folder, log, pollOnly: overrides.pollOnly === true },
    spoolMaxBytes: overrides.spoolMaxBytes ?? 10_000_000,
    rhythm: { pollMs: 60_000, heartbeatMs: 30_000, stopGraceMs: 200, ...rhythm },
    executorsOf: () => [
      commandExecutor(commands, concurrency),
      probeExecutor({ createProber: () => overrides.prober ?? quickProber }),
    ],
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
      close();
      if (!overrides.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
}
