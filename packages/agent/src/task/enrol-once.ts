import { readFileSync } from "node:fs";
import { arch, hostname, platform } from "node:os";
import type { Logger } from "../log.ts";
import { callFailureOf } from "../server/call-failure.ts";
import type { Enrolment } from "../server/device-port.ts";
import { Line } from "../server/line.ts";
import { enrolmentPort } from "../server/trpc-device-port.ts";
import type { AgentOptions } from "./create-agent.ts";
import { type Credentials, keepCredentials, readCredentials } from "./credentials.ts";

/** The agent's credentials: those in its folder, else new ones for its token. Throws the reason of `signal`. */
export async function enrolOnce(options: AgentOptions, log: Logger, signal: AbortSignal): Promise<Credentials> {
  const { state, handlers, enrollmentToken, name = hostname() } = options;
  const types = handlers.map(({ type }) => type);
  const known = readCredentials(state);
  if (known) return known;
  if (!enrollmentToken)
    throw new Error(
      `${state} holds no agent's credentials. Give an enrollmentToken: an operator makes one under Devices → Enrol a device.`,
    );
  const enrolment = enrolmentOf({ token: enrollmentToken, name, types, attributes: options.attributes });
  const port = enrolmentPort(originOf(options.server));
  const { deviceId, secret } = await new Line(log)
    .call(() => port.enroll(enrolment), signal)
    .catch((thrown) => {
      throw new Error(callFailureOf(thrown).message);
    });
  const credentials = { deviceId, secret, name };
  keepCredentials(state, credentials);
  log.info("The agent is enrolled.", { deviceId, name, types });
  return credentials;
}

export const originOf = (server: string) => new URL(server).origin;

interface Told {
  token: string;
  name: string;
  types: string[];
  attributes: Record<string, string> | undefined;
}

function enrolmentOf({ token, name, types, attributes = {} }: Told): Enrolment {
  const machine = { os: platform(), arch: arch(), hostname: hostname(), node: process.versions.node };
  return {
    ...{ token, name, agentVersion: libraryVersion(), attributes: { ...attributes, ...machine } },
    capabilities: { kinds: ["task"], types },
  };
}

function libraryVersion(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
