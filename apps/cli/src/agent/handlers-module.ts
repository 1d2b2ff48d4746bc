import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkHandlers, type Handler } from "@fieldline/agent/define-handler";
import { EXIT, Exit } from "./exit.ts";
import type { Settings } from "./settings.ts";

/** The handlers that a module exports as its default; throws an {@link Exit} that says what is wrong with it. */
export async function loadHandlers(path: string): Promise<Handler[]> {
  const file = resolve(path);
  try {
    const { default: handlers } = await import(pathToFileURL(file).href);
    checkHandlers(handlers);
    return handlers;
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new Exit(EXIT.misused, `The handlers of ${file} cannot be used: ${why}`);
  }
}

/** The handlers of an enrolled device. Of which types they are may change; that it takes tasks at all is said when it is enrolled. */
export async function checkedHandlers({ taskTypes = [] }: Settings, path: string | undefined): Promise<Handler[]> {
  if (path === undefined) return [];
  if (taskTypes.length > 0) return loadHandlers(path);
  throw new Exit(
    EXIT.misused,
    `This device was enrolled without tasks, and would get none. Enrol it anew: fieldline agent enroll --server URL --token TOKEN --handlers ${path} --force`,
  );
}
