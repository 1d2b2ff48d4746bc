import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { LOG_LEVELS } from "@fieldline/agent/log";
import { writePrivateJson } from "@fieldline/agent/private-json";
import { z } from "zod";
import { EXIT, Exit } from "./exit.ts";

const ms = (min: number, max: number) => z.int().min(min).max(max);
const names = z.array(z.string().min(1));

/** `agent.json`: who this device is, and what its owner allows; docs/agent.md has the table. */
const settingsSchema = z.object({
  server: z.url({ protocol: /^https?$/, error: "must be the server's address, such as https://fieldline.example.net" }),
  deviceId: z.string().min(1),
  secret: z.string().min(1),
  name: z.string().min(1),
  attributes: z.record(z.string(), z.string()).default({}),
  taskTypes: names.optional(),
  concurrency: z.int().min(1).max(32).default(4),
  forbidCommands: z.boolean().default(false),
  allowHandlers: names.optional(),
  allowRunAs: names.default([]),
  pollMs: ms(200, 3_600_000).default(30_000),
  heartbeatMs: ms(200, 60_000).default(30_000),
  stopGraceMs: ms(0, 600_000).default(20_000),
  spoolMaxMb: z.int().min(1).max(100_000).default(200),
  logLevel: z.enum(LOG_LEVELS).default("info"),
});
export type Settings = z.output<typeof settingsSchema>;

/** The folder of agent.json and of the agent's state: the machine's for root, else the account's own. */
export function defaultFolder(): string {
  return process.getuid?.() === 0 ? "/etc/fieldline" : join(homedir(), ".config", "fieldline");
}

export const settingsPath = (folder: string) => join(folder, "agent.json");
export const statePath = (folder: string) => join(folder, "state");

/** Reads agent.json; throws an {@link Exit} that says what is wrong with it. */
export function readSettings(folder: string): Settings {
  const path = settingsPath(folder);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT")
      throw new Exit(
        EXIT.misused,
        `${path} cannot be read: ${(error as Error).message}. Run as the account it belongs to.`,
      );
    throw new Exit(
      EXIT.misused,
      `This device is not enrolled: there is no ${path}. Run: fieldline agent enroll --server URL --token TOKEN`,
    );
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Exit(EXIT.misused, `${path} is not JSON. Mend it, or enrol the device again.`);
  }
  const read = settingsSchema.safeParse(json);
  if (read.success) return read.data;
  const issues = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new Exit(EXIT.misused, `${path} does not hold. ${issues}. docs/agent.md lists what each setting takes.`);
}

/** Writes agent.json whole or not at all, for its owner's eyes alone. */
export function writeSettings(folder: string, settings: Partial<Settings>): void {
  writePrivateJson(settingsPath(folder), settings);
}
