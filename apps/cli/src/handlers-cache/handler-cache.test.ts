import { createHash } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HandlerContent } from "@fieldline/agent/device-port";
import type { HandlerRef } from "@fieldline/domain/document";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createHandlerCache, HandlerRefused } from "./handler-cache.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldline-handlers-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CONTENT = "#!/bin/sh\necho héllo\n";
const hash = (text: string) => createHash("sha256").update(text).digest("hex");
const ref: HandlerRef = { name: "download-file", version: 3, sha256: hash(CONTENT) };
const fetching = (content = CONTENT) =>
  vi.fn(async (): Promise<HandlerContent> => ({ content, interpreter: "sh", sha256: hash(content) }));

it("fetches a handler once, and keeps it for its owner alone", async () => {
  const fetch = fetching();
  const cache = createHandlerCache(join(folder, "state", "handlers"));
  const first = await cache.getHandler(ref, fetch);
  expect(first.interpreter).toBe("sh");
  expect(readFileSync(first.path, "utf8")).toBe(CONTENT);
  expect(statSync(first.path).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, "state", "handlers")).mode & 0o777).toBe(0o700);
  expect(await createHandlerCache(join(folder, "state", "handlers")).getHandler(ref, fetch)).toEqual(first);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("fetches once for two steps that ask at the same time", async () => {
  const fetch = fetching();
  const cache = createHandlerCache(folder);
  await Promise.all([cache.getHandler(ref, fetch), cache.getHandler(ref, fetch)]);
  expect(fetch).toHaveBeenCalledTimes(1);
});

it("fetches again what was changed on disk", async () => {
  const fetch = fetching();
  const cache = createHandlerCache(folder);
  const { path } = await cache.getHandler(ref, fetch);
  chmodSync(path, 0o700);
  writeFileSync(path, "rm -rf /");
  await cache.getHandler(ref, fetch);
  expect(readFileSync(path, "utf8")).toBe(CONTENT);
  expect(fetch).toHaveBeenCalledTimes(2);
});

it("refuses another content than the job names, whatever hash it comes with, and keeps nothing of it", async () => {
  const cache = createHandlerCache(folder);
  const lying = async (): Promise<HandlerContent> => ({ content: "echo no", interpreter: "sh", sha256: ref.sha256 });
  await expect(cache.getHandler(ref, lying)).rejects.toBeInstanceOf(HandlerRefused);
  await expect(cache.getHandler(ref, fetching("echo other"))).rejects.toThrow("another content");
  expect(readdirSync(folder)).toEqual([]);
});

it("tells handlers of the same content apart", async () => {
  const cache = createHandlerCache(folder);
  await cache.getHandler(ref, fetching());
  const fetch = vi.fn(
    async (): Promise<HandlerContent> => ({ content: CONTENT, interpreter: "bash", sha256: ref.sha256 }),
  );
  expect((await cache.getHandler({ ...ref, name: "other" }, fetch)).interpreter).toBe("bash");
});

it("makes no path of a name or a hash that the server gave", async () => {
  const cache = createHandlerCache(folder);
  const evil = { name: "../../evil", version: 1, sha256: hash(CONTENT) };
  const { path } = await cache.getHandler(evil, fetching());
  expect(path.startsWith(`${folder}/`)).toBe(true);
  expect(path.slice(folder.length + 1)).toMatch(/^[0-9a-f]{64}\.sh$/);
});
