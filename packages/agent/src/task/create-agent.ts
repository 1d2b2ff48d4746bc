import { type Logger, stderrLogger } from "../log.ts";
import type { Agent } from "../run/agent.ts";
import { assembleAgent } from "../run/assemble.ts";
import { Dismissed } from "../server/call-failure.ts";
import { holdFolder } from "../spool/database.ts";
import { type Credentials, credentialsPath } from "./credentials.ts";
import { checkHandlers, type Handler } from "./define-handler.ts";
import { enrolOnce, originOf } from "./enrol-once.ts";
import { taskExecutor } from "./task-executor.ts";

export interface AgentOptions {
  /** The server's address, such as `https://fieldline.example.net`. */
  server: string;
  /** The folder of the agent's credentials and of what the server has not heard yet; one folder is one agent. */
  state: string;
  handlers: Handler[];
  /** An enrollment token (`fle_…`); needed until the folder has credentials. */
  enrollmentToken?: string | undefined;
  /** What people see of it; the host name unless given. It counts when enrolling. */
  name?: string;
  /** Text by name that people may look for, such as `{ team: "finance" }`. It counts when enrolling. */
  attributes?: Record<string, string>;
  /** So many tasks at once, 1 to 50; 4 unless given. */
  concurrency?: number;
  /** What the agent says of itself; lines on stderr unless given. */
  log?: Logger;
  /** So often it asks for work where the server has not told it of any, in ms; 30,000 unless given. */
  pollMs?: number;
  /** At most so long between two signs of life, in ms; 30,000 unless given, and a third of the shortest lease while it works. */
  heartbeatMs?: number;
  /** So long tasks may go on when the agent is stopped, in ms, before they are handed back; 20,000 unless given. */
  stopGraceMs?: number;
}

/** Measurements alone fill a spool; what a task tells is bounded by itself. */
const SPOOL_MAX_BYTES = 200_000_000;

export interface TaskAgent {
  /** Enrols where that is not done yet, and works until it is stopped. Throws where the server will not have it. */
  run(): Promise<void>;
  /** Takes nothing new, lets what runs end or hands it back, and resolves when all is told that can be. */
  stop(): Promise<void>;
}

/** An agent of the server in this process: takes the tasks that it has handlers for, and does them. */
export function createAgent(options: AgentOptions): TaskAgent {
  checkOptions(options);
  const stopping = new AbortController();
  let agent: Agent | undefined;
  let running: Promise<void> | undefined;
  const work = async () => {
    const log = options.log ?? stderrLogger("info");
    const credentials = await enrolOnce(options, log, stopping.signal).catch((thrown) => {
      if (!stopping.signal.aborted) throw thrown;
    });
    if (!credentials || stopping.signal.aborted) return;
    const assembled = assembleFor(options, credentials, log);
    agent = assembled.agent;
    try {
      await agent.run();
    } catch (thrown) {
      const path = credentialsPath(options.state);
      if (thrown instanceof Dismissed) log.error("Its credentials hold no longer; delete the file to enrol.", { path });
      throw thrown;
    } finally {
      assembled.close();
    }
  };
  return {
    run() {
      running ??= withState(options.state, work);
      return running;
    },
    async stop() {
      stopping.abort();
      await agent?.stop();
      await running?.catch(() => {});
    },
  };
}

function checkOptions({ server, handlers, concurrency = 4 }: AgentOptions): void {
  checkHandlers(handlers);
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 50)
    throw new RangeError("concurrency is a whole number from 1 to 50.");
  if (!/^https?:\/\//.test(server) || !URL.canParse(server))
    throw new TypeError(`“${server}” is no server's address. Give it as https://fieldline.example.net`);
}

/** Holds the state folder while `work` goes on. */
async function withState(folder: string, work: () => Promise<void>): Promise<void> {
  const held = holdFolder(folder);
  if (!held) throw new Error(`Another agent runs on ${folder}. Stop it first, or give this one a folder of its own.`);
  try {
    await work();
  } finally {
    held.release();
  }
}

function assembleFor(options: AgentOptions, { deviceId, secret, name }: Credentials, log: Logger) {
  const { state, handlers, concurrency = 4 } = options;
  const { pollMs = 30_000, heartbeatMs = 30_000, stopGraceMs = 20_000 } = options;
  return assembleAgent({
    identity: { server: originOf(options.server), deviceId, name },
    ...{ secret, log, folder: state, spoolMaxBytes: SPOOL_MAX_BYTES },
    types: handlers.map(({ type }) => type),
    rhythm: { pollMs, heartbeatMs, stopGraceMs },
    executorsOf: () => [taskExecutor(handlers, concurrency)],
  });
}
