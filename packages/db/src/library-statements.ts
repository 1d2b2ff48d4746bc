import type { Handler, Template } from "@fieldline/domain/template";
import { type SQL, sql } from "drizzle-orm";

/** What writes templates and handlers: alone, in an import and when the shipped ones are put in. */

export type HandlerWithContent = Handler & { content: string };
interface NewVersion {
  by: { id: string; name: string };
  /** The version is added only where this holds. */
  holds: SQL;
}

export function insertTemplateRow(template: Template, holds: SQL): SQL {
  const { id, slug, name, category, description, kind, version, isShipped, createdAt, updatedAt } = template;
  return sql`
    INSERT INTO templates (id, slug, name, category, description, kind, version, max_concurrency, is_shipped,
      created_at, updated_at)
    SELECT ${id}, ${slug}, ${name}, ${category}, ${description}, ${kind}, ${version}, ${mostOf(template)},
      ${Number(isShipped)}, ${createdAt}, ${updatedAt}
    WHERE ${holds} ON CONFLICT (slug) WHERE deleted_at IS NULL DO NOTHING RETURNING id`;
}

export function updateTemplateRow(template: Template, holds: SQL): SQL {
  const { id, name, category, description, version, isShipped, updatedAt } = template;
  return sql`
    UPDATE templates SET name = ${name}, category = ${category}, description = ${description}, version = ${version},
      max_concurrency = ${mostOf(template)}, is_shipped = ${Number(isShipped)}, updated_at = ${updatedAt}
    WHERE id = ${id} AND deleted_at IS NULL AND ${holds} RETURNING id`;
}

/** What the claim of tasks asks: how many of its present version may be under way at once. */
function mostOf({ defaults }: Template): number | null {
  return defaults.maxConcurrency ?? null;
}

export function insertTemplateVersion(template: Template, { by, holds }: NewVersion): SQL {
  const { id, version, spec, variables, defaults, updatedAt } = template;
  return sql`
    INSERT INTO template_versions (template_id, version, spec, variables, defaults, created_at, created_by, created_by_name)
    SELECT ${id}, ${version}, ${JSON.stringify(spec)}, ${JSON.stringify(variables)}, ${JSON.stringify(defaults)},
      ${updatedAt}, ${by.id}, ${by.name}
    WHERE ${holds} ON CONFLICT (template_id, version) DO NOTHING`;
}

/**
 * A name that was in use before goes on counting where it ended: a version of a name is one content for ever, whatever
 * was deleted in between.
 */
export function insertHandlerRow(handler: HandlerWithContent, holds: SQL): SQL {
  const { id, name, description, isShipped, createdAt, updatedAt } = handler;
  return sql`
    INSERT INTO handlers (id, name, description, version, is_shipped, created_at, updated_at)
    SELECT ${id}, ${name}, ${description}, coalesce((SELECT max(version) FROM handlers WHERE name = ${name}), 0) + 1,
      ${Number(isShipped)}, ${createdAt}, ${updatedAt}
    WHERE ${holds} ON CONFLICT (name) WHERE deleted_at IS NULL DO NOTHING RETURNING id`;
}

export function updateHandlerRow(handler: Handler, holds: SQL): SQL {
  const { id, description, version, isShipped, updatedAt } = handler;
  return sql`
    UPDATE handlers SET description = ${description}, version = ${version}, is_shipped = ${Number(isShipped)},
      updated_at = ${updatedAt}
    WHERE id = ${id} AND deleted_at IS NULL AND ${holds} RETURNING id`;
}

/** The version that the handler's row has. */
export function insertHandlerVersion(handler: HandlerWithContent, { by, holds }: NewVersion): SQL {
  const { id, interpreter, content, sha256, updatedAt } = handler;
  return sql`
    INSERT INTO handler_versions (handler_id, version, interpreter, content, sha256, created_at, created_by, created_by_name)
    SELECT id, version, ${interpreter}, ${content}, ${sha256}, ${updatedAt}, ${by.id}, ${by.name}
    FROM handlers WHERE id = ${id} AND ${holds} ON CONFLICT (handler_id, version) DO NOTHING`;
}
