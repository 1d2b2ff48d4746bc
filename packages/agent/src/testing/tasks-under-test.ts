import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { createLogger } from "../log.ts";
import { type AgentOptions, createAgent, type TaskAgent } from "../task/create-agent.ts";
import type { Handler } from "../task/define-handler.ts";
import { FakeServer } from "./fake-server.ts";

export interface TasksUnderTest {
  server: FakeServer;
  /** The agents' state. */
  folder: string;
  /** What the agents have logged. */
  lines: string[];
  start(handlers: Handler[], options?: Partial<AgentOptions>): { agent: TaskAgent; ended: Promise<void> };
}

/** A server and a folder for each test, and agents that are stopped after it. */
export function tasksUnderTest(): TasksUnderTest {
  const agents: TaskAgent[] = [];
  const under = {
    lines: [] as string[],
    start(handlers: Handler[], options: Partial<AgentOptions> = {}) {
      const agent = createAgent({
        ...{ server: under.server.url, state: under.folder, enrollmentToken: "fle_once", name: "books", handlers },
        ...{ pollMs: 60_000, stopGraceMs: 100 },
        log: createLogger({ level: "debug", isTerminal: false, write: (line) => under.lines.push(line) }),
        ...options,
      });
      agents.push(agent);
      const ended = agent.run();
      ended.catch(() => {});
      return { agent, ended };
    },
  } as TasksUnderTest;
  beforeEach(async () => {
    under.server = await FakeServer.start();
    under.folder = mkdtempSync(join(tmpdir(), "fieldline-tasks-"));
    under.lines.length = 0;
  });
  afterEach(async () => {
    await Promise.all(agents.splice(0).map((agent) => agent.stop()));
    await under.server.stop();
    rmSync(under.folder, { recursive: true, force: true });
  });
  return under;
}
