import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdFolder, isFolderHeld, openSpoolDatabase } from "./database.ts";
import { withFile } from "./state-fault.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldline-spool-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a folder is one process's at a time", () => {
  const hold = holdFolder(folder);
  expect(hold).toBeDefined();
  expect(holdFolder(folder)).toBeUndefined();
  hold?.release();
  const again = holdFolder(folder);
  expect(again).toBeDefined();
  again?.release();
});

test("a look at a folder holds up no agent that starts, and makes nothing where none ever ran", () => {
  const none = join(folder, "never");
  expect(isFolderHeld(none)).toBe(false);
  expect(existsSync(none)).toBe(false);
  const hold = holdFolder(folder);
  expect(isFolderHeld(folder)).toBe(true);
  hold?.release();
  expect(isFolderHeld(folder)).toBe(false);
});

test("a lock that is damaged is not taken for another agent", () => {
  writeFileSync(join(folder, "lock.db"), "no database".repeat(200));
  expect(() => holdFolder(folder)).toThrow("not a database");
});

test("a spool that is damaged, or is another account's, is named with what to do", () => {
  const damaged = join(folder, "damaged");
  mkdirSync(damaged);
  writeFileSync(join(damaged, "spool.db"), "no database".repeat(200));
  const opening = () => openSpoolDatabase(damaged);
  expect(opening).toThrow(
    `${join(damaged, "spool.db")} cannot be used: file is not a database. It is damaged. Move it`,
  );
  const denied = Object.assign(new Error("EACCES: permission denied"), { code: "EACCES" });
  const others = () =>
    withFile("spool.db", () => {
      throw denied;
    });
  expect(others).toThrow("EACCES: permission denied. Run as the account it belongs to");
});

test("whoever looks after a folder changes no file that a link in it leads to", () => {
  const [elsewhere, state] = [join(folder, "elsewhere"), mkdtempSync(join(folder, "state-"))];
  writeFileSync(elsewhere, "", { mode: 0o644 });
  symlinkSync(elsewhere, join(state, "lock.db"));
  expect(() => holdFolder(state)).toThrow("ELOOP");
  expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
});
