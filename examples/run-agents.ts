import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { FieldlineClient } from "@fieldline/client/client";
import { startSource } from "./source/source.ts";

export interface Running {
  /** The highest exit code, once all of them have ended. */
  ended: Promise<number>;
  /** Asks them to end, or ends them as a power cut would. */
  stop(signal?: "SIGTERM" | "SIGKILL"): void;
}

interface Where {
  api: FieldlineClient;
  server: string;
  /** The folder of the agents' state. */
  state: string;
  /** Each answer of the source waits so long, in ms. */
  delayMs: number;
}

/** Starts the source and both example agents; an agent that has no credentials yet is enrolled. */
export async function runAgents({ api, server, state, delayMs }: Where): Promise<Running> {
  const source = await startSource({ delayMs });
  // An agent has credentials of its own, and no use for an operator's.
  const { FIELDLINE_TOKEN: _token, ...withoutToken } = process.env;
  const start = async (name: string, env: Record<string, string>): Promise<ChildProcess> => {
    const isEnrolled = existsSync(join(state, name, "agent", "credentials.json"));
    const enrollment = isEnrolled ? undefined : await api.devices.createEnrollment.mutate({ name, kind: "agent" });
    return fork(resolve(import.meta.dirname, name, "main.ts"), {
      env: {
        ...withoutToken,
        ...env,
        FIELDLINE_SERVER: server,
        ...(enrollment && { FIELDLINE_ENROLLMENT: enrollment.token }),
      },
    });
  };
  const agents = [
    await start("directory-agent", { DIRECTORY_STATE: join(state, "directory-agent") }),
    await start("sync-agent", { SYNC_STATE: join(state, "sync-agent"), SYNC_SOURCE: source.url }),
  ];
  const codes = agents.map((agent) => new Promise<number>((end) => agent.once("exit", (code) => end(code ?? 0))));
  return {
    ended: Promise.all(codes).then(async (all) => {
      await source.stop();
      return Math.max(...all);
    }),
    stop(signal = "SIGTERM") {
      for (const agent of agents) agent.kill(signal);
    },
  };
}
