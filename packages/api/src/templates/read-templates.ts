import { findTemplate, versionsOfTemplate } from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import type { Json } from "@fieldline/domain/job";
import type { Template } from "@fieldline/domain/template";
import type { Context } from "../context.ts";
import { resolveCommand, resolveTemplate } from "../jobs/resolve-command.ts";
import { resolveProbeTemplate } from "../jobs/resolve-probe.ts";
import { resolveTask } from "../jobs/resolve-task.ts";

/** Throws TEMPLATE_NOT_FOUND. */
export async function getTemplate({ db }: Pick<Context, "db">, idOrSlug: string, version?: number): Promise<Template> {
  const template = await findTemplate(db, idOrSlug, version);
  if (template) return template;
  throw new DomainError(
    "TEMPLATE_NOT_FOUND",
    version === undefined
      ? "There is no such template. It may have been deleted; read the list again."
      : "There is no such version of this template. Read its list of versions.",
    { id: idOrSlug },
  );
}

/** A template at its present or one of its versions, with the list of them. Throws TEMPLATE_NOT_FOUND. */
export async function readTemplate(ctx: Context, { id, version }: { id: string; version?: number | undefined }) {
  const template = await getTemplate(ctx, id, version);
  return { ...template, versions: await versionsOfTemplate(ctx.db, template.id) };
}

interface Previewed {
  id: string;
  variables: Record<string, string>;
  deviceId?: string | undefined;
  input?: Json | undefined;
}

/** What a job of a template would run, on a device where one is given. Throws as its creation would. */
export async function previewTemplate(ctx: Context, { id, variables, deviceId, input }: Previewed) {
  const { kind } = await getTemplate(ctx, id);
  if (kind === "task") {
    const {
      defaults: _terms,
      templateId: _id,
      name: _name,
      ...spec
    } = await resolveTask(ctx, { templateId: id, variables, input });
    return spec;
  }
  if (kind === "probe") {
    const { probe, variables: values, template } = await resolveProbeTemplate(ctx, { templateId: id, variables });
    return { probe, variables: values, template };
  }
  if (deviceId !== undefined) return (await resolveCommand(ctx, { deviceId, templateId: id, variables })).spec;
  const { document, handlers, variables: values, template } = await resolveTemplate(ctx, { templateId: id, variables });
  return { document, handlers, variables: values, template };
}
