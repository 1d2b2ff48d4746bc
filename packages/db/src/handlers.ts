import type { HandlerRef } from "@fieldline/domain/document";
import type { Handler, Interpreter } from "@fieldline/domain/template";
import { and, asc, desc, eq, getTableColumns, isNull, or, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import {
  type HandlerWithContent,
  insertHandlerRow,
  insertHandlerVersion,
  updateHandlerRow,
} from "./library-statements.ts";
import { handlers, handlerVersions } from "./library-tables.ts";
import type { Version } from "./templates.ts";

export type { HandlerWithContent } from "./library-statements.ts";

/** So many handlers can be made; a list shows them all. */
export const MAX_HANDLERS = 500;

const { deletedAt: _deleted, ...columns } = getTableColumns(handlers);
const { version, interpreter, sha256, content } = handlerVersions;
const sizeBytes = sql<number>`length(CAST(content AS BLOB))`;
const shown = { ...columns, version, interpreter, sha256, sizeBytes };
const ofHandler = eq(handlerVersions.handlerId, handlers.id);
const isCurrent = eq(version, handlers.version);
const isThere = isNull(handlers.deletedAt);

/** The handlers by name, each at its present version, without content. */
export function listHandlers(db: Database): Promise<Handler[]> {
  return db
    .select(shown)
    .from(handlers)
    .innerJoin(handlerVersions, ofHandler)
    .where(and(isThere, isCurrent))
    .orderBy(asc(handlers.name))
    .limit(MAX_HANDLERS);
}

/** The handlers with their contents: all, or those of these names. */
export function listContents(db: Database, names?: string[]): Promise<HandlerWithContent[]> {
  return db
    .select({ ...shown, content })
    .from(handlers)
    .innerJoin(handlerVersions, ofHandler)
    .where(and(isThere, isCurrent, names && sql`${handlers.name} IN ${listed(names)}`))
    .orderBy(asc(handlers.name));
}

/** A handler by its id or name, at its present version or at one of its versions. */
export async function findHandler(
  db: Database,
  idOrName: string,
  wanted?: number,
): Promise<HandlerWithContent | undefined> {
  const [row] = await db
    .select({ ...shown, content })
    .from(handlers)
    .innerJoin(handlerVersions, ofHandler)
    .where(
      and(
        or(eq(handlers.id, idOrName), eq(handlers.name, idOrName)),
        isThere,
        wanted === undefined ? isCurrent : eq(version, wanted),
      ),
    );
  return row;
}

/** A handler's versions, the newest first. */
export function versionsOfHandler(db: Database, id: string): Promise<Version[]> {
  const { createdAt, createdBy, createdByName } = handlerVersions;
  return db
    .select({ version, createdAt, createdBy: { id: createdBy, name: createdByName } })
    .from(handlerVersions)
    .where(eq(handlerVersions.handlerId, id))
    .orderBy(desc(version));
}

/** What a device runs: this version, also of a handler that was deleted since; without one, the present version. */
export async function findHandlerVersion(
  db: Database,
  { name, version: wanted }: { name: string; version?: number | undefined },
): Promise<{ name: string; version: number; content: string; interpreter: Interpreter; sha256: string } | undefined> {
  const [row] = await db
    .select({ name: handlers.name, version, content, interpreter, sha256 })
    .from(handlers)
    .innerJoin(handlerVersions, ofHandler)
    .where(and(eq(handlers.name, name), wanted === undefined ? and(isThere, isCurrent) : eq(version, wanted)));
  return row;
}

/** The present version of each of these handlers that is there. */
export function findHandlerRefs(db: Database, names: readonly string[]): Promise<HandlerRef[]> {
  if (names.length === 0) return Promise.resolve([]);
  return db
    .select({ name: handlers.name, version, sha256 })
    .from(handlers)
    .innerJoin(handlerVersions, ofHandler)
    .where(and(isThere, isCurrent, sql`${handlers.name} IN ${listed(names)}`))
    .orderBy(asc(handlers.name));
}

interface NewHandler {
  handler: HandlerWithContent;
  audit: AuditEntry;
}

/** Adds a handler; false where its name is taken or there are too many. */
export async function insertHandler(db: Database, { handler, audit }: NewHandler): Promise<boolean> {
  const rows = await audited(db, {
    change: insertHandlerRow(handler, sql`(SELECT count(*) FROM handlers WHERE deleted_at IS NULL) < ${MAX_HANDLERS}`),
    entry: audit,
    consequences: [insertHandlerVersion(handler, { by: audit.actor, holds: isWritten(audit) })],
  });
  return rows.length > 0;
}

/** Changes a handler, with a new version where its version is another; false where somebody else was faster. */
export async function updateHandler(
  db: Database,
  { before, handler, audit }: NewHandler & { before: Handler },
): Promise<boolean> {
  const isNewVersion = before.version !== handler.version;
  const rows = await audited(db, {
    change: updateHandlerRow(handler, sql`updated_at = ${before.updatedAt}`),
    entry: audit,
    consequences: isNewVersion ? [insertHandlerVersion(handler, { by: audit.actor, holds: isWritten(audit) })] : [],
  });
  return rows.length > 0;
}

/** Deletes a handler; its versions stay for the jobs that run them. False where it is gone already. */
export async function deleteHandler(db: Database, { id, audit }: { id: string; audit: AuditEntry }): Promise<boolean> {
  const rows = await audited(db, {
    change: sql`UPDATE handlers SET deleted_at = ${audit.at} WHERE id = ${id} AND deleted_at IS NULL RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}
