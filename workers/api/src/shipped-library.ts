import { openDatabase } from "@fieldline/db/database";
import { ensureShipped } from "@fieldline/db/shipped";
import { utf8Bytes } from "@fieldline/domain/handlers-input";
import { SHIPPED_HANDLERS, SHIPPED_TEMPLATES } from "@fieldline/domain/shipped";
import { v7 as uuidv7 } from "uuid";
import { sha256Hex } from "./auth/secrets.ts";
import type { Env } from "./env.ts";

let isThere = false;

/** Puts the templates and handlers that come with this version into the library, once an isolate. */
export async function ensureShippedLibrary(env: Env): Promise<void> {
  if (isThere) return;
  const handlers = SHIPPED_HANDLERS.map(async (handler) => ({
    ...handler,
    sha256: await sha256Hex(handler.content),
    sizeBytes: utf8Bytes(handler.content),
  }));
  await ensureShipped(openDatabase(env.DB), {
    templates: SHIPPED_TEMPLATES,
    handlers: await Promise.all(handlers),
    newId: () => uuidv7(),
    now: Date.now(),
  });
  isThere = true;
}
