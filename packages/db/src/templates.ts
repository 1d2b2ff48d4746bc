import type { Template } from "@fieldline/domain/template";
import { and, asc, desc, eq, getTableColumns, isNull, or, sql } from "drizzle-orm";
import type { AuditEntry } from "./audit.ts";
import { audited, isWritten } from "./audited.ts";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import { insertTemplateRow, insertTemplateVersion, updateTemplateRow } from "./library-statements.ts";
import { templates, templateVersions } from "./library-tables.ts";

/** Who made a version, and when. */
export interface Version {
  version: number;
  createdAt: number;
  createdBy: { id: string; name: string };
}
/** So many templates can be made; a list shows them all. */
export const MAX_TEMPLATES = 500;

const { deletedAt: _deleted, ...columns } = getTableColumns(templates);
const { spec, variables, defaults } = templateVersions;
const shown = { ...columns, version: templateVersions.version, spec, variables, defaults };

/** What is stored of a template, whose spec is of its kind. */
const asTemplates = (rows: object[]) => rows as Template[];
const select = (db: Database) =>
  db.select(shown).from(templates).innerJoin(templateVersions, eq(templateVersions.templateId, templates.id));
const isCurrent = eq(templateVersions.version, templates.version);
const isThere = isNull(templates.deletedAt);
/** No slug has the form of an id. */
const isNamed = (idOrSlug: string) => or(eq(templates.id, idOrSlug), eq(templates.slug, idOrSlug));

interface Asked {
  search?: string | undefined;
  category?: string | undefined;
  kind?: string | undefined;
}

/** The templates by name, each at its present version; `search` is part of a name, slug or description. */
export async function listTemplates(db: Database, { search, category, kind }: Asked): Promise<Template[]> {
  const text = sql`lower(${templates.name} || ' ' || slug || ' ' || coalesce(description, ''))`;
  const rows = await select(db)
    .where(
      and(
        isThere,
        isCurrent,
        search ? sql`instr(${text}, ${search.toLowerCase()}) > 0` : undefined,
        category === undefined ? undefined : eq(templates.category, category),
        kind === undefined ? undefined : sql`${templates.kind} = ${kind}`,
      ),
    )
    .orderBy(asc(sql`${templates.name} COLLATE NOCASE`), asc(templates.id))
    .limit(MAX_TEMPLATES);
  return asTemplates(rows);
}

/** The templates of these ids or slugs: all where none are named. */
export async function templatesOf(db: Database, named?: string[]): Promise<Template[]> {
  const among = named && sql`(${templates.id} IN ${listed(named)} OR slug IN ${listed(named)})`;
  const rows = await select(db)
    .where(and(isThere, isCurrent, among))
    .orderBy(asc(templates.slug))
    .limit(MAX_TEMPLATES);
  return asTemplates(rows);
}

/** A template by its id or slug, at its present version or at one of its versions. */
export async function findTemplate(db: Database, idOrSlug: string, version?: number): Promise<Template | undefined> {
  const at = version === undefined ? isCurrent : eq(templateVersions.version, version);
  const [row] = asTemplates(await select(db).where(and(isNamed(idOrSlug), isThere, at)));
  return row;
}

/** A template's versions, the newest first. */
export async function versionsOfTemplate(db: Database, id: string): Promise<Version[]> {
  const { version, createdAt, createdBy, createdByName } = templateVersions;
  return db
    .select({ version, createdAt, createdBy: { id: createdBy, name: createdByName } })
    .from(templateVersions)
    .where(eq(templateVersions.templateId, id))
    .orderBy(desc(version));
}

interface NewTemplate {
  template: Template;
  audit: AuditEntry;
}

/** Adds a template; false where its slug is taken or there are too many. */
export async function insertTemplate(db: Database, { template, audit }: NewTemplate): Promise<boolean> {
  const hasRoom = sql`(SELECT count(*) FROM templates WHERE deleted_at IS NULL) < ${MAX_TEMPLATES}`;
  const rows = await audited(db, {
    change: insertTemplateRow(template, hasRoom),
    entry: audit,
    consequences: [insertTemplateVersion(template, { by: audit.actor, holds: isWritten(audit) })],
  });
  return rows.length > 0;
}

/** Changes a template, with a new version where its version is another; false where somebody else was faster. */
export async function updateTemplate(
  db: Database,
  { before, template, audit }: NewTemplate & { before: Template },
): Promise<boolean> {
  const isNewVersion = before.version !== template.version;
  const rows = await audited(db, {
    change: updateTemplateRow(template, sql`updated_at = ${before.updatedAt}`),
    entry: audit,
    consequences: isNewVersion ? [insertTemplateVersion(template, { by: audit.actor, holds: isWritten(audit) })] : [],
  });
  return rows.length > 0;
}

interface Deletion {
  id: string;
  /** Also where schedules run it. */
  force: boolean;
  audit: AuditEntry;
}

/** Deletes a template; its versions stay for the jobs that ran them. False where it is gone already, or in use. */
export async function deleteTemplate(db: Database, { id, force, audit }: Deletion): Promise<boolean> {
  const isFree = force ? sql`true` : sql`NOT EXISTS (SELECT 1 FROM schedules WHERE ${runs(id)})`;
  const rows = await audited(db, {
    change: sql`
      UPDATE templates SET deleted_at = ${audit.at} WHERE id = ${id} AND deleted_at IS NULL AND ${isFree} RETURNING id`,
    entry: audit,
  });
  return rows.length > 0;
}

const runs = (id: string) => sql`template_id = ${id} AND deleted_at IS NULL`;

/** How many schedules run a template, switched on or off, and what the first few of them are called. */
export async function schedulesOfTemplate(db: Database, id: string): Promise<{ count: number; names: string[] }> {
  const rows = await db.all<{ name: string; count: number }>(sql`
    SELECT name, count(*) OVER () AS count FROM schedules WHERE ${runs(id)} ORDER BY name, id LIMIT 5`);
  return { count: rows[0]?.count ?? 0, names: rows.map(({ name }) => name) };
}

/** How many templates and handlers there are. */
export async function countLibrary(db: Database): Promise<{ templates: number; handlers: number }> {
  const [row] = await db.all<{ templates: number; handlers: number }>(sql`
    SELECT (SELECT count(*) FROM templates WHERE deleted_at IS NULL) AS templates,
      (SELECT count(*) FROM handlers WHERE deleted_at IS NULL) AS handlers`);
  return row ?? { templates: 0, handlers: 0 };
}
