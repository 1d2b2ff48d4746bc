import { readFileSync } from "node:fs";

declare const FIELDLINE_VERSION: string | undefined;

/** The agent's version; the bundle has it built in. */
export function agentVersion(): string {
  if (typeof FIELDLINE_VERSION === "string") return FIELDLINE_VERSION;
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
