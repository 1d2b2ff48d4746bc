import type { Template } from "@fieldline/domain/template";
import { type SQL, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { insertWhere, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { all, listed } from "./group-filter.ts";
import { type HandlerWithContent, MAX_HANDLERS } from "./handlers.ts";
import {
  insertHandlerRow,
  insertHandlerVersion,
  insertTemplateRow,
  insertTemplateVersion,
  updateHandlerRow,
  updateTemplateRow,
} from "./library-statements.ts";
import { rawBatch } from "./raw-batch.ts";
import { MAX_TEMPLATES } from "./templates.ts";

/** One thing as it was read, undefined where it was not there, and as it is to be. */
interface Change<T> {
  before: T | undefined;
  after: T;
}
export interface LibraryChange {
  templates: Change<Template>[];
  handlers: Change<HandlerWithContent>[];
  audit: AuditEntry;
}

/** Writes templates and handlers with one audit entry: all of them, or none where one of them has changed since. */
export async function importLibrary(db: Database, { templates, handlers, audit }: LibraryChange): Promise<boolean> {
  const written = { by: audit.actor, holds: isWritten(audit) };
  const hasRoom = { templates: MAX_TEMPLATES, handlers: MAX_HANDLERS };
  const [entry] = await rawBatch(db, [
    sql`${insertWhere(
      audit,
      all([
        isAsRead("templates", templates, hasRoom.templates),
        areFree(sql`templates WHERE slug`, namesOfNew(templates, "slug")),
        isAsRead("handlers", handlers, hasRoom.handlers),
        areFree(sql`handlers WHERE name`, namesOfNew(handlers, "name")),
      ]),
    )} RETURNING id`,
    ...handlers.flatMap(({ before, after }) => [
      before ? updateHandlerRow(after, written.holds) : insertHandlerRow(after, written.holds),
      insertHandlerVersion(after, written),
    ]),
    ...templates.flatMap(({ before, after }) => [
      before ? updateTemplateRow(after, written.holds) : insertTemplateRow(after, written.holds),
      insertTemplateVersion(after, written),
    ]),
  ]);
  return (entry?.length ?? 0) > 0;
}

function namesOfNew<T, K extends keyof T>(changes: Change<T>[], key: K): T[K][] {
  return changes.flatMap(({ before, after }) => (before ? [] : [after[key]]));
}

/** Whether what is changed is as it was read, and what is added has room. */
function isAsRead(
  table: "templates" | "handlers",
  changes: Change<{ id: string; updatedAt: number }>[],
  most: number,
): SQL {
  const read = changes.flatMap(({ before }) => (before ? [[before.id, before.updatedAt]] : []));
  const rows = sql.raw(table);
  return sql`(SELECT count(*) FROM json_each(${JSON.stringify(read)}) AS read
      JOIN ${rows} AS now ON now.id = json_extract(read.value, '$[0]') AND now.updated_at = json_extract(read.value, '$[1]')
      WHERE now.deleted_at IS NULL) = ${read.length}
    AND (SELECT count(*) FROM ${rows} WHERE deleted_at IS NULL) + ${changes.length - read.length} <= ${most}`;
}

function areFree(rowsWhereName: SQL, names: string[]): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM ${rowsWhereName} IN ${listed(names)} AND deleted_at IS NULL)`;
}
