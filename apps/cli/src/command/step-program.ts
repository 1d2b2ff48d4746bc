import { chmod, chown, copyFile, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { splitCommand } from "@fieldline/domain/command-line";
import type { HandlerRef, RunHandlerInput, StepAction } from "@fieldline/domain/document";
import type { Interpreter } from "@fieldline/domain/template";
import type { CommandRun } from "./command-run.ts";
import type { Account } from "./run-as.ts";
import type { WorkFolder } from "./work-folder.ts";

export interface Program {
  file: string;
  args: string[];
}

interface Place {
  folder: WorkFolder;
  number: number;
  account: Account | undefined;
  handlers: CommandRun["handlers"];
}

/** What a step starts; a script is put in a file of its own first, which the step's account can read. */
export async function programOf(action: StepAction, place: Place): Promise<Program> {
  if (action.type === "runCommand") {
    const [file = "", ...args] = splitCommand(action.input.command);
    return { file, args };
  }
  const { args = [] } = action.input;
  if (action.type === "runScript") {
    const path = scriptPath(place);
    await writeFile(path, action.input.script, { mode: 0o700, flag: "wx" });
    return interpreted(await readable(path, place.account), action.input.interpreter ?? "sh", args);
  }
  const own = ownHandler(action.input, place.handlers.refs);
  if ("file" in own) return { file: own.file, args };
  const cached = await place.handlers.get(own.ref);
  const path = scriptPath(place);
  await copyFile(cached.path, path);
  return interpreted(await readable(path, place.account), cached.interpreter, args);
}

/** Where the AWS client keeps the handlers that a document means by the path `default`. */
const AWS_FOLDER = join(homedir(), ".aws-iot-device-client", "jobs");

/**
 * The library's handler that a step names, or the file of the device's own that it runs: as in the AWS client one in
 * the folder `path`, or a program of the PATH where the document names no folder and the library has none.
 */
export function ownHandler(
  { handler, path }: RunHandlerInput,
  refs: HandlerRef[],
): { ref: HandlerRef } | { file: string } {
  const isNamed = path !== undefined && path !== "default";
  const ref = isNamed ? undefined : refs.find(({ name }) => name === handler);
  if (ref) return { ref };
  if (path === undefined) return { file: handler };
  return { file: join(isNamed ? path : AWS_FOLDER, handler) };
}

function scriptPath({ folder, number }: Place): string {
  return join(folder.scripts, `step-${number}`);
}

async function readable(path: string, account: Account | undefined): Promise<string> {
  if (!account) await chmod(path, 0o700);
  else if (process.getuid?.() === 0) await chown(path, account.uid, account.gid);
  else await chmod(path, 0o755);
  return path;
}

function interpreted(path: string, interpreter: Interpreter, args: string[]): Program {
  return { file: interpreter === "node" ? process.execPath : interpreter, args: [path, ...args] };
}
