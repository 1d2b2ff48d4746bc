import {
  deleteTemplate as deleteRow,
  findTemplate,
  insertTemplate,
  MAX_TEMPLATES,
  schedulesOfTemplate,
  updateTemplate as updateRow,
} from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import type { Template } from "@fieldline/domain/template";
import { type CreateTemplate, parseTemplateContent, type UpdateTemplate } from "@fieldline/domain/templates-input";
import { auditOf } from "../audit-entry.ts";
import type { SignedIn } from "../context.ts";
import { changesOf } from "../devices/changes.ts";
import { issuesOf } from "../issues.ts";
import { refuseFaults } from "./check-template.ts";
import { getTemplate } from "./read-templates.ts";
import { refuseIssues } from "./refuse-issues.ts";
import { refuseStale } from "./stale-version.ts";
import { tellWhoWaits } from "./tell-who-waits.ts";

const entityType = "template" as const;
const CONTENT = ["spec", "variables", "defaults"] as const;
const ABOUT = ["name", "category", "description"] as const;

/** Adds a template at version 1. Throws TEMPLATE_EXISTS, INVALID_INPUT with the path of each fault. */
export async function createTemplate(ctx: SignedIn, input: CreateTemplate): Promise<Template> {
  await refuseFaults(ctx, input);
  const template = newTemplate(ctx, input);
  const { slug, name, category, description, spec, variables, defaults } = template;
  const after = { slug, name, category, description, spec, variables, defaults };
  const audit = auditOf(ctx, { action: "template.create", entityType, entityId: template.id, after });
  if (await insertTemplate(ctx.db, { template, audit })) return template;
  if (await findTemplate(ctx.db, slug)) throw slugTaken("slug");
  throw refuseIssues([
    { path: "slug", message: `There are ${MAX_TEMPLATES} templates already. Delete one that nobody needs.` },
  ]);
}

/** A template at its first version. */
export function newTemplate(ctx: Pick<SignedIn, "newId" | "clock">, input: CreateTemplate): Template {
  const createdAt = ctx.clock();
  return {
    ...input,
    id: ctx.newId(),
    category: input.category ?? null,
    description: input.description || null,
    version: 1,
    isShipped: false,
    createdAt,
    updatedAt: createdAt,
  };
}

function slugTaken(path: string): DomainError {
  const message = "Another template has this slug. Choose another one.";
  return new DomainError("TEMPLATE_EXISTS", message, { issues: [{ path, message }] });
}

/**
 * Changes a template; another spec, variables or defaults make a new version. Throws TEMPLATE_NOT_FOUND,
 * VERSION_MISMATCH, INVALID_INPUT with the path of each fault.
 */
export async function updateTemplate(ctx: SignedIn, { id, expectedVersion, ...wanted }: UpdateTemplate) {
  // Goes round again only where another change came between the look and the write.
  for (;;) {
    const before = await getTemplate(ctx, id);
    refuseStale(before, { expectedVersion, what: `The template ${before.name}` });
    const template = changedBy(ctx, before, { ...wanted, ...contentOf(before, wanted) });
    const changes = changesOf(before, template, [...ABOUT, ...CONTENT]);
    if (!changes) return before;
    if (template.version !== before.version) await refuseFaults(ctx, template);
    const { version } = template;
    const audit = auditOf(ctx, {
      action: "template.update",
      entityType,
      entityId: before.id,
      before: { version: before.version, ...changes.before },
      after: { version, ...changes.after },
    });
    if (!(await updateRow(ctx.db, { before, template, audit }))) continue;
    await tellWhoWaits(ctx, [{ before, after: template }]);
    return template;
  }
}

/** The spec and defaults that are wanted, as the template's kind takes them. */
function contentOf({ kind }: Template, { spec, defaults }: Pick<UpdateTemplate, "spec" | "defaults">) {
  const parsed = parseTemplateContent(kind, { spec, defaults });
  if (parsed.success) return parsed.data;
  throw refuseIssues(parsed.error.issues.flatMap(issuesOf));
}

/** What a person makes of a template; it is no longer as it was shipped. */
export function changedBy(
  { clock }: Pick<SignedIn, "clock">,
  before: Template,
  wanted: Omit<UpdateTemplate, "id" | "expectedVersion">,
): Template {
  const { name, category, description, spec, variables, defaults } = wanted;
  const after: Template = {
    ...before,
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(description !== undefined && { description: description || null }),
    ...(spec && { spec: spec as never }),
    ...(variables && { variables }),
    ...(defaults && { defaults }),
    isShipped: false,
    // Grows with each change, also within a millisecond, so that none overwrites one that it has not seen.
    updatedAt: Math.max(clock(), before.updatedAt + 1),
  };
  return changesOf(before, after, CONTENT) ? { ...after, version: before.version + 1 } : after;
}

/**
 * Deletes a template; jobs and rollouts of it keep what they run. Throws TEMPLATE_NOT_FOUND, and TEMPLATE_IN_USE where
 * schedules run it and it is not forced.
 */
export async function deleteTemplate(ctx: SignedIn, input: { id: string; force: boolean }): Promise<{ id: string }> {
  const { id, slug, name, version } = await getTemplate(ctx, input.id);
  const before = { slug, name, version };
  const audit = auditOf(ctx, { action: "template.delete", entityType, entityId: id, before });
  // Goes round again only where the last of its schedules was deleted in between.
  while (!(await deleteRow(ctx.db, { id, force: input.force, audit }))) {
    // Who was slower finds it gone, as they wanted it.
    if (input.force || !(await findTemplate(ctx.db, id))) break;
    const schedules = await schedulesOfTemplate(ctx.db, id);
    if (schedules.count > 0) throw inUse(name, schedules);
  }
  return { id };
}

function inUse(name: string, schedules: { count: number; names: string[] }): DomainError {
  const { count, names } = schedules;
  const users = count === 1 ? "a schedule runs it" : `${count.toLocaleString("en-US")} schedules run it`;
  const more = count > names.length ? ` and ${(count - names.length).toLocaleString("en-US")} more` : "";
  const first = `${name} was not deleted: ${users} and would fail without it (${names.join(", ")}${more}).`;
  const remedy = `Give ${count === 1 ? "it" : "them"} another template first, or delete this one all the same with force: true.`;
  return new DomainError("TEMPLATE_IN_USE", `${first} ${remedy}`, { schedules });
}
