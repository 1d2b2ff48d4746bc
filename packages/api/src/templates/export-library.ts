import { type HandlerWithContent, listContents } from "@fieldline/db/handlers";
import { templatesOf } from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import { parseJobDocument } from "@fieldline/domain/parse-document";
import type { Template } from "@fieldline/domain/template";
import type { LibraryFile } from "@fieldline/domain/templates-input";
import type { Context } from "../context.ts";
import { handlersIn } from "../handlers/pin-handlers.ts";

/**
 * Templates as one file, which `templates.import` takes: these with the handlers that they name, or all of both.
 * Throws TEMPLATE_NOT_FOUND.
 */
export async function exportLibrary(ctx: Context, { ids }: { ids?: string[] | undefined }): Promise<LibraryFile> {
  const templates = await templatesOf(ctx.db, ids);
  const missing = (ids ?? []).flatMap((named, at) =>
    templates.some(({ id, slug }) => id === named || slug === named) ? [] : [`ids.${at}`],
  );
  if (missing.length > 0) {
    const message = "There is no such template. It may have been deleted; read the list again.";
    throw new DomainError("TEMPLATE_NOT_FOUND", message, { issues: missing.map((path) => ({ path, message })) });
  }
  const handlers = await listContents(ctx.db, ids && templates.flatMap(handlersOf));
  return { fieldline: 1, templates: templates.map(templateInFile), handlers: handlers.map(handlerInFile) };
}

function handlersOf({ kind, spec }: Template): string[] {
  if (kind !== "command") return [];
  const parsed = parseJobDocument(spec.document);
  return parsed.ok ? handlersIn(parsed.document).map(({ name }) => name) : [];
}

function templateInFile(template: Template): LibraryFile["templates"][number] {
  const { slug, name, category, description, kind, spec, variables, defaults } = template;
  return {
    slug,
    name,
    category,
    description,
    kind,
    spec,
    variables,
    defaults,
  } as LibraryFile["templates"][number];
}

function handlerInFile({ name, description, interpreter, content }: HandlerWithContent) {
  return { name, description, interpreter, content };
}
