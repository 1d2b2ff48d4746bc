import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { hostname } from "node:os";
import { callFailureOf } from "@fieldline/agent/call-failure";
import { isFolderHeld } from "@fieldline/agent/database";
import type { Enrolment, EnrolmentPort } from "@fieldline/agent/device-port";
import { normaliseMac } from "@fieldline/domain/mac";
import { EXIT, Exit } from "./exit.ts";
import { machineAttributes } from "./facts.ts";
import { loadHandlers } from "./handlers-module.ts";
import { defaultFolder, settingsPath, statePath, writeSettings } from "./settings.ts";
import { spooled } from "./status.ts";
import { agentVersion } from "./version.ts";

export interface EnrolOptions {
  server: string;
  token?: string;
  name?: string;
  account?: string;
  mac?: string;
  attribute?: string[];
  /** A module whose handlers do tasks. */
  handlers?: string;
  force?: boolean;
}

/** Makes this machine a device of the server, and keeps its credentials; gives a sentence about it. */
export async function enroll(
  folder: string,
  options: EnrolOptions,
  connect: (server: string) => Pick<EnrolmentPort, "enroll">,
): Promise<string> {
  const path = settingsPath(folder);
  assertFree(folder, options.force === true);
  const server = serverOf(options.server);
  const token = options.token ?? process.env.FIELDLINE_ENROLLMENT_TOKEN;
  if (!token?.startsWith("fle_"))
    throw new Exit(
      EXIT.misused,
      "Give the enrollment token, which begins with fle_: --token TOKEN. An operator makes one under Devices → Enrol a device.",
    );
  const name = options.name ?? hostname();
  const attributes = attributesOf(options.attribute ?? []);
  const mac = macOf(options.mac);
  const handlers = options.handlers === undefined ? [] : await loadHandlers(options.handlers);
  const taskTypes = handlers.map(({ type }) => type);
  makeFolder(folder);
  const answer = await connect(server)
    .enroll({
      token,
      name,
      capabilities: capabilitiesOf(taskTypes),
      agentVersion: agentVersion(),
      attributes: { ...attributes, ...machineAttributes() },
      ...(mac && { mac }),
      ...(options.account && { accountNumber: options.account }),
    })
    .catch((thrown) => {
      const { isPassing, message } = callFailureOf(thrown);
      throw new Exit(EXIT.failed, isPassing ? `${server} could not be asked. ${message}` : message);
    });
  writeSettings(folder, {
    ...{ server, deviceId: answer.deviceId, secret: answer.secret, name, attributes },
    ...(taskTypes.length > 0 && { taskTypes }),
    ...{ concurrency: 4, forbidCommands: false, allowRunAs: [], logLevel: "info" },
  });
  const flag = options.handlers === undefined ? "" : ` --handlers ${options.handlers}`;
  return `Enrolled as “${name}” (${answer.deviceId}). ${path} keeps its credentials. Now run: fieldline agent run${flag}${whereOf(folder)}`;
}

const whereOf = (folder: string) => (folder === defaultFolder() ? "" : ` --config ${folder}`);

/** An enrolment is replaced when it is told, and never under an agent that works by it. */
function assertFree(folder: string, isForced: boolean): void {
  const path = settingsPath(folder);
  if (!existsSync(path)) return;
  if (!isForced)
    throw new Exit(EXIT.misused, `This machine is enrolled: ${path} is there. To replace it, add --force.`);
  if (isFolderHeld(statePath(folder)))
    throw new Exit(EXIT.alreadyRunning, `An agent runs on ${folder}. Stop it first, then enrol anew.`);
  const { reports, samples } = spooled(statePath(folder)).waiting;
  if (reports + samples > 0)
    process.stderr.write(
      `What the server has not heard of the old enrolment goes with it: ${reports} reports, ${samples} samples.\n`,
    );
}

/** Before the token is spent: an enrolment that cannot be kept would be lost. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new Exit(
      EXIT.failed,
      `${folder} cannot be written: ${(error as Error).message}. Give another folder by --config, or run as the account it belongs to. The token is not used up.`,
    );
  }
}

function capabilitiesOf(types: string[]): Enrolment["capabilities"] {
  return types.length > 0 ? { kinds: ["probe", "command", "task"], types } : { kinds: ["probe", "command"] };
}

function serverOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new Exit(EXIT.misused, `“${text}” is no server's address. Give it as https://fieldline.example.net`);
}

function macOf(text: string | undefined): string | undefined {
  const mac = text === undefined ? undefined : normaliseMac(text);
  if (text !== undefined && !mac)
    throw new Exit(EXIT.misused, `“${text}” is no MAC address. Give 12 hex digits, like 00:11:22:33:44:55.`);
  return mac;
}

function attributesOf(pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (pair.slice(0, at) in machineAttributes())
        throw new Exit(EXIT.misused, `“${pair.slice(0, at)}” is found out by the agent itself. Leave it out.`);
      if (at < 1) throw new Exit(EXIT.misused, `“${pair}” is no attribute. Give it as name=value, like site=north.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
