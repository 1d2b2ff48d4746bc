import { type HandlerWithContent, listContents, MAX_HANDLERS } from "@fieldline/db/handlers";
import { importLibrary, type LibraryChange } from "@fieldline/db/import-library";
import { countLibrary, MAX_TEMPLATES, templatesOf } from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import type { Template } from "@fieldline/domain/template";
import type { ImportTemplates, LibraryFile } from "@fieldline/domain/templates-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { changesOf } from "../devices/changes.ts";
import { changedHandler, newHandler } from "../handlers/change-handler.ts";
import { changedBy, newTemplate } from "./change-template.ts";
import { faultsOf } from "./check-template.ts";
import { refuseIssues } from "./refuse-issues.ts";
import { tellWhoWaits } from "./tell-who-waits.ts";

type OnConflict = ImportTemplates["onConflict"];
type Plan = Pick<LibraryChange, "templates" | "handlers">;

/**
 * Takes in a file of templates and handlers, all of it or nothing. What is there already stays (`skip`), gets a new
 * version where it differs (`newVersion`), or refuses the file (`refuse`).
 * Throws INVALID_INPUT with the path of each fault, TEMPLATE_EXISTS, HANDLER_EXISTS.
 */
export async function importTemplates(ctx: SignedIn, { file, onConflict }: ImportTemplates) {
  await refuseBroken(ctx, file);
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const plan = await planOf(ctx, file, onConflict);
    const counts = {
      templates: countsOf(plan.templates, file.templates.length),
      handlers: countsOf(plan.handlers, file.handlers.length),
    };
    if (plan.templates.length + plan.handlers.length === 0) return counts;
    await refuseTooMany(ctx, counts);
    const audit = auditOf(ctx, {
      action: "template.import",
      entityType: "template",
      entityId: ctx.newId(),
      after: {
        onConflict,
        templates: plan.templates.map(({ after: { slug, version } }) => ({ slug, version })),
        handlers: plan.handlers.map(({ after: { name, sha256 } }) => ({ name, sha256 })),
      },
    });
    if (!(await importLibrary(ctx.db, { ...plan, audit }))) continue;
    await tellWhoWaits(ctx, plan.templates);
    return counts;
  }
}

async function refuseBroken(ctx: SignedIn, { templates, handlers }: LibraryFile): Promise<void> {
  const names = handlers.map(({ name }) => name);
  const faults = await Promise.all(
    templates.map(async (template, at) =>
      (await faultsOf(ctx, template, names)).map(({ path, message }) => ({
        path: `file.templates.${at}.${path}`,
        message,
      })),
    ),
  );
  if (faults.flat().length > 0) throw refuseIssues(faults.flat());
}

async function planOf(ctx: SignedIn, file: LibraryFile, onConflict: OnConflict): Promise<Plan> {
  const slugs = file.templates.map(({ slug }) => slug);
  const names = file.handlers.map(({ name }) => name);
  const [templates, handlers] = await Promise.all([templatesOf(ctx.db, slugs), listContents(ctx.db, names)]);
  const bySlug = new Map(templates.map((template) => [template.slug, template]));
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  refuseOtherKinds(file, bySlug);
  if (onConflict === "refuse") {
    refuseThere("TEMPLATE_EXISTS", { list: "templates", field: "slug", names: slugs, there: bySlug });
    refuseThere("HANDLER_EXISTS", { list: "handlers", field: "name", names, there: byName });
  }
  const planned = {
    templates: file.templates.map((given): Plan["templates"][number] => {
      const before = bySlug.get(given.slug);
      return { before, after: before ? changedBy(ctx, before, given) : newTemplate(ctx, given) };
    }),
    handlers: await Promise.all(
      file.handlers.map(async (given): Promise<Plan["handlers"][number]> => {
        const before = byName.get(given.name);
        return { before, after: before ? await changedHandler(ctx, before, given) : await newHandler(ctx, given) };
      }),
    ),
  };
  return {
    templates: planned.templates.filter((each) => isWanted(each, TOLD_OF_TEMPLATE, onConflict)),
    handlers: planned.handlers.filter((each) => isWanted(each, TOLD_OF_HANDLER, onConflict)),
  };
}

function refuseOtherKinds({ templates }: LibraryFile, there: ReadonlyMap<string, Template>): void {
  const issues = templates.flatMap(({ slug, kind }, at) => {
    const known = there.get(slug)?.kind;
    const message = `${slug} is there already as a template of kind ${known}, which it stays. Give this one another slug.`;
    return known === undefined || known === kind ? [] : [{ path: `file.templates.${at}.kind`, message }];
  });
  if (issues.length > 0) throw refuseIssues(issues);
}

const TOLD_OF_TEMPLATE = ["name", "category", "description", "spec", "variables", "defaults"] as const;
const TOLD_OF_HANDLER = ["description", "interpreter", "sha256"] as const;

function isWanted<T extends Template | HandlerWithContent, K extends keyof T>(
  { before, after }: { before: T | undefined; after: T },
  fields: readonly K[],
  onConflict: OnConflict,
): boolean {
  return !before || (onConflict === "newVersion" && changesOf(before, after, fields) !== undefined);
}

interface Named {
  list: "templates" | "handlers";
  field: string;
  names: string[];
  there: ReadonlyMap<string, unknown>;
}

function refuseThere(code: "TEMPLATE_EXISTS" | "HANDLER_EXISTS", { list, field, names, there }: Named): void {
  const issues = names.flatMap((name, at) =>
    there.has(name)
      ? [{ path: `file.${list}.${at}.${field}`, message: `${name} is there already. Choose to skip or to renew it.` }]
      : [],
  );
  if (issues[0]) throw new DomainError(code, `Nothing was imported: ${issues[0].message}`, { issues });
}

function countsOf(plan: { before: unknown }[], inFile: number) {
  const created = plan.filter(({ before }) => !before).length;
  return { created, updated: plan.length - created, skipped: inFile - plan.length };
}

async function refuseTooMany(ctx: SignedIn, counts: Record<"templates" | "handlers", { created: number }>) {
  const there = await countLibrary(ctx.db);
  const most = { templates: MAX_TEMPLATES, handlers: MAX_HANDLERS };
  for (const list of ["templates", "handlers"] as const)
    if (counts[list].created > 0 && there[list] + counts[list].created > most[list])
      throw refuseIssues([
        { path: `file.${list}`, message: `There can be ${most[list]} ${list}. Delete some that nobody needs.` },
      ]);
}
