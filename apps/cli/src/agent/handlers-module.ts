import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { checkHandlers, type Handler } from "@fieldline/agent/define-handler";
import { EXIT, Exit } from "./exit.ts";

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
