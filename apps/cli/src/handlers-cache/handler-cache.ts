import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HandlerContent } from "@fieldline/agent/device-port";
import type { HandlerRef } from "@fieldline/domain/document";
import { INTERPRETERS, type Interpreter } from "@fieldline/domain/template";

export interface CachedHandler {
  path: string;
  interpreter: Interpreter;
}

export interface HandlerCache {
  /**
   * The script at this version, from disk where it is there unchanged, else fetched and kept. Throws HandlerRefused
   * where what was fetched is not what the job names.
   */
  getHandler(ref: HandlerRef, fetch: () => Promise<HandlerContent>): Promise<CachedHandler>;
}

/** A script that is not the one that the job names; it is not kept and not run. */
export class HandlerRefused extends Error {
  readonly code = "HANDLER_REFUSED";
}

/** Keeps handlers in `folder`, for this account's eyes alone. */
export function createHandlerCache(folder: string): HandlerCache {
  const underWay = new Map<string, Promise<CachedHandler>>();
  return {
    getHandler(ref, fetch) {
      const key = sha256Of(JSON.stringify([ref.name, ref.version, ref.sha256]));
      const known = underWay.get(key);
      if (known) return known;
      const getting = getOne(join(folder, key), ref, fetch).finally(() => underWay.delete(key));
      underWay.set(key, getting);
      return getting;
    },
  };
}

async function getOne(base: string, ref: HandlerRef, fetch: () => Promise<HandlerContent>): Promise<CachedHandler> {
  for (const interpreter of INTERPRETERS) {
    const path = `${base}.${interpreter}`;
    const kept = await readFile(path).catch(() => undefined);
    if (kept && sha256Of(kept) === ref.sha256) return { path, interpreter };
    if (kept) await rm(path, { force: true });
  }
  return keep(base, ref, await fetch());
}

async function keep(base: string, ref: HandlerRef, fetched: HandlerContent): Promise<CachedHandler> {
  const { content, interpreter } = fetched;
  if (!INTERPRETERS.includes(interpreter))
    throw new HandlerRefused(
      `The handler ${ref.name} asks for the interpreter ${interpreter}, which is not known here.`,
    );
  if (sha256Of(content) !== ref.sha256)
    throw new HandlerRefused(
      `The handler ${ref.name} came with another content than version ${ref.version} has, so it was not run. Create the job again.`,
    );
  const path = `${base}.${interpreter}`;
  const half = `${base}.${randomUUID()}.half`;
  await mkdir(join(base, ".."), { recursive: true, mode: 0o700 });
  await writeFile(half, content, { mode: 0o700, flag: "wx" });
  await rename(half, path);
  return { path, interpreter };
}

function sha256Of(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
