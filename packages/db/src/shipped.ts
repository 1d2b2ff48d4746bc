import type { ShippedHandler, ShippedTemplate } from "@fieldline/domain/shipped";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import {
  insertHandlerRow,
  insertHandlerVersion,
  insertTemplateRow,
  insertTemplateVersion,
  updateHandlerRow,
  updateTemplateRow,
} from "./library-statements.ts";
import { handlers, handlerVersions, templates, templateVersions } from "./library-tables.ts";
import { rawBatch } from "./raw-batch.ts";

interface Shipment {
  templates: readonly ShippedTemplate[];
  handlers: readonly (ShippedHandler & { sha256: string; sizeBytes: number })[];
  newId: () => string;
  now: number;
}
const FIELDLINE = { id: "fieldline", name: "Fieldline" };

/**
 * Puts what comes with Fieldline into the library. What people have changed or deleted stays as they left it; what
 * they have not gets a new version where another one is shipped. Doing it again changes nothing.
 */
export async function ensureShipped(db: Database, shipment: Shipment): Promise<void> {
  const [presentTemplates, presentHandlers] = await db.batch([selectTemplates(db), selectHandlers(db)]);
  const statements = [
    ...shipment.handlers.flatMap((shipped) => handlerStatements(shipped, presentHandlers, shipment)),
    ...shipment.templates.flatMap((shipped) => templateStatements(shipped, presentTemplates, shipment)),
  ];
  if (statements.length > 0) await rawBatch(db, statements);
}

function selectTemplates(db: Database) {
  const { spec, variables, defaults } = templateVersions;
  const isPresent = and(eq(templateVersions.templateId, templates.id), eq(templateVersions.version, templates.version));
  return db
    .select({ row: templates, spec, variables, defaults })
    .from(templates)
    .innerJoin(templateVersions, isPresent);
}

function selectHandlers(db: Database) {
  const { sha256, interpreter } = handlerVersions;
  const isPresent = and(eq(handlerVersions.handlerId, handlers.id), eq(handlerVersions.version, handlers.version));
  return db.select({ row: handlers, sha256, interpreter }).from(handlers).innerJoin(handlerVersions, isPresent);
}

function templateStatements(
  shipped: ShippedTemplate,
  present: Awaited<ReturnType<typeof selectTemplates>>,
  shipment: Shipment,
): SQL[] {
  const known = present.filter(({ row }) => row.slug === shipped.slug);
  const added = { ...shipped, ...lifeOf(shipment) };
  if (known.length === 0)
    return [
      insertTemplateRow(added, sql`NOT EXISTS (SELECT 1 FROM templates WHERE slug = ${shipped.slug})`),
      insertTemplateVersion(added, {
        by: FIELDLINE,
        holds: sql`EXISTS (SELECT 1 FROM templates WHERE id = ${added.id})`,
      }),
    ];
  const untouched = known.find(({ row }) => isUntouched(row));
  if (!untouched) return [];
  const { row, spec, variables, defaults } = untouched;
  const { name, category, description } = shipped;
  const isNew = !isSame({ spec, variables, defaults }, shipped);
  if (!isNew && isSame({ name: row.name, category: row.category, description: row.description }, shipped)) return [];
  const after = { ...added, id: row.id, createdAt: row.createdAt, version: row.version + Number(isNew) };
  return [
    updateTemplateRow({ ...after, name, category, description }, wasShippedAs(row.version)),
    insertTemplateVersion(after, { by: FIELDLINE, holds: isShippedAs(sql`templates`, after) }),
  ];
}

function handlerStatements(
  shipped: Shipment["handlers"][number],
  present: Awaited<ReturnType<typeof selectHandlers>>,
  shipment: Shipment,
): SQL[] {
  const known = present.filter(({ row }) => row.name === shipped.name);
  const added = { ...shipped, ...lifeOf(shipment) };
  if (known.length === 0)
    return [
      insertHandlerRow(added, sql`NOT EXISTS (SELECT 1 FROM handlers WHERE name = ${shipped.name})`),
      insertHandlerVersion(added, { by: FIELDLINE, holds: sql`true` }),
    ];
  const untouched = known.find(({ row }) => isUntouched(row));
  if (!untouched) return [];
  const { row, sha256, interpreter } = untouched;
  const isNew = !isSame({ sha256, interpreter }, shipped);
  if (!isNew && row.description === shipped.description) return [];
  const after = { ...added, id: row.id, createdAt: row.createdAt, version: row.version + Number(isNew) };
  return [
    updateHandlerRow(after, wasShippedAs(row.version)),
    insertHandlerVersion(after, { by: FIELDLINE, holds: isShippedAs(sql`handlers`, after) }),
  ];
}

function lifeOf({ newId, now }: Shipment) {
  return { id: newId(), version: 1, isShipped: true, createdAt: now, updatedAt: now };
}

function isUntouched({ isShipped, deletedAt }: { isShipped: boolean; deletedAt: number | null }): boolean {
  return isShipped && deletedAt === null;
}

/** Whether what is stored holds the same as what is shipped. */
function isSame(stored: object, shipped: object): boolean {
  return Object.entries(stored).every(
    ([field, value]) => JSON.stringify(value) === JSON.stringify(Reflect.get(shipped, field)),
  );
}

const wasShippedAs = (version: number) => sql`is_shipped = 1 AND version = ${version}`;

function isShippedAs(table: SQL, { id, version }: { id: string; version: number }): SQL {
  return sql`EXISTS (SELECT 1 FROM ${table} AS now WHERE now.id = ${id} AND now.is_shipped = 1 AND now.version = ${version})`;
}
