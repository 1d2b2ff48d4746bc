import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@fieldline/agent/log";
import { afterEach, beforeEach, expect, test } from "vitest";
import { oldNodeWords } from "./node-version.ts";
import { readSettings, settingsPath, statePath, writeSettings } from "./settings.ts";
import { statusOf } from "./status.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldline-settings-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const least = { server: "https://fieldline.example.net", deviceId: "d", secret: "fls_s", name: "pi" };

test("what is left out has its default, and the file is for its owner alone", () => {
  writeSettings(folder, least);
  expect(readSettings(folder)).toMatchObject({ ...least, concurrency: 4, allowRunAs: [], stopGraceMs: 20_000 });
  expect(statSync(settingsPath(folder)).mode & 0o777).toBe(0o600);
});

test("root that enrols anew follows no link that the agent's account has laid", () => {
  const elsewhere = join(folder, "elsewhere");
  writeFileSync(elsewhere, "untouched", { mode: 0o644 });
  symlinkSync(elsewhere, `${settingsPath(folder)}.new`);
  writeSettings(folder, least);
  expect(readSettings(folder)).toMatchObject(least);
  expect(readFileSync(elsewhere, "utf8")).toBe("untouched");
});

test("a wrong setting is named, and the secret is not said", () => {
  writeFileSync(settingsPath(folder), JSON.stringify({ ...least, concurrency: 0, server: "ftp://x" }));
  expect(() => readSettings(folder)).toThrow(/server: must be the server's address.*concurrency/);
  writeFileSync(settingsPath(folder), '{"secret": "fls_s", oops');
  expect(() => readSettings(folder)).toThrow(/^(?!.*fls_s).*is not JSON/);
});

test("a device that is not enrolled is told how to enrol", () => {
  expect(() => readSettings(folder)).toThrow("fieldline agent enroll --server URL --token TOKEN");
});

test("an older Node is named in a sentence", () => {
  expect(oldNodeWords("22.12.0")).toContain("needs Node 22.13 or newer, and this is 22.12.0");
  expect(["22.13.0", "24.0.0"].map(oldNodeWords)).toEqual([undefined, undefined]);
});

test("the log says the message, whatever its fields are called, and no less than its level", () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", isTerminal: false, write: (line) => void lines.push(line) });
  log.debug("not said");
  log.info("said", { message: "another", jobId: "j" });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: "info", message: "said", jobId: "j" }]);
});

test("whoever only looks at a device that never ran leaves nothing there", () => {
  writeSettings(folder, least);
  expect(statusOf(folder)).toMatchObject({ isRunning: false, waiting: { reports: 0, samples: 0 } });
  expect(existsSync(statePath(folder))).toBe(false);
});
