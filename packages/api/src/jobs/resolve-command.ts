import { findDevice } from "@fieldline/db/find-device";
import type { CommandSpec, JobDocument } from "@fieldline/domain/document";
import { DomainError } from "@fieldline/domain/errors";
import type { TemplateDefaults } from "@fieldline/domain/template";
import { fillDocument } from "@fieldline/domain/variables";
import type { Context } from "../context.ts";
import { pinHandlers } from "../handlers/pin-handlers.ts";
import { type Issue, refuseIssues } from "../templates/refuse-issues.ts";
import { templateValues } from "./template-values.ts";

type Values = Record<string, string>;
type Reading = Pick<Context, "db">;

/** What a command runs, whatever device it is for. */
export interface ResolvedTemplate extends Omit<CommandSpec, "deviceId" | "deviceName"> {
  /** What the job has where its creation says nothing. */
  defaults: TemplateDefaults;
  templateId: string | null;
  /** What the job is called unless it is given a name. */
  name: string;
}

/** What a command runs on its device. */
export interface ResolvedCommand extends Pick<ResolvedTemplate, "defaults" | "templateId" | "name"> {
  spec: CommandSpec;
}

interface Asked {
  deviceId: string;
  document?: unknown;
  templateId?: string | undefined;
  variables?: Values | undefined;
}

/**
 * The spec of a command: for a device that is there and takes commands, with every variable filled in and the versions
 * of its handlers fixed. Throws DEVICE_NOT_FOUND, TEMPLATE_NOT_FOUND, INVALID_INPUT with the path of each fault.
 */
export async function resolveCommand(ctx: Reading, asked: Asked): Promise<ResolvedCommand> {
  const { deviceId, document, templateId, variables } = asked;
  const device = await commandDevice(ctx, deviceId);
  const resolved =
    templateId === undefined
      ? await resolveDocument(ctx, { document, variables })
      : await resolveTemplate(ctx, { templateId, variables });
  const { defaults, templateId: id, name, ...spec } = resolved;
  return { spec: { deviceId: device.id, deviceName: device.name, ...spec }, defaults, templateId: id, name };
}

async function commandDevice({ db }: Reading, id: string) {
  const device = await findDevice(db, id);
  const path = "deviceId";
  if (!device) throw refused("DEVICE_NOT_FOUND", path, "There is no such device. Choose another one.");
  if (device.revokedAt !== null)
    throw refused("DEVICE_NOT_FOUND", path, `${device.name} was revoked and takes no work. Choose another device.`);
  if (!device.capabilities.kinds.includes("command"))
    throw refused("INVALID_INPUT", path, `${device.name} takes no commands. Choose a device that does.`);
  return device;
}

/** What a template runs with these variables, on any device. Throws TEMPLATE_NOT_FOUND, INVALID_INPUT. */
export async function resolveTemplate(
  ctx: Reading,
  { templateId, variables }: { templateId: string; variables?: Values | undefined },
): Promise<ResolvedTemplate & { templateId: string; template: { slug: string; version: number } }> {
  const { template, values } = await templateValues(ctx, { kind: "command", templateId, variables });
  const { id, slug, version, name, defaults } = template;
  const document = filled(template.spec.document, values, (issue) => ({
    path: "variables",
    message: `The document of ${name} cannot be run so (${issue.path}): ${issue.message}`,
  }));
  const handlers = await pinHandlers(ctx, document, () => "templateId");
  return { document, handlers, variables: values, template: { slug, version }, defaults, templateId: id, name };
}

async function resolveDocument(
  ctx: Reading,
  { document: given, variables = {} }: { document: unknown; variables?: Values | undefined },
): Promise<ResolvedTemplate> {
  const pathOf = (path: string) => (path ? `document.${path}` : "document");
  const document = filled(given, variables, ({ path, message }) => ({ path: pathOf(path), message }));
  const handlers = await pinHandlers(ctx, document, pathOf);
  return { document, handlers, variables, template: null, defaults: {}, templateId: null, name: nameOf(document) };
}

function filled(document: unknown, values: Values, told: (issue: Issue) => Issue): JobDocument {
  const result = fillDocument(document, values);
  if (result.ok) return result.document;
  throw refuseIssues(result.issues.map(told));
}

function nameOf({ steps }: JobDocument): string {
  const [first, ...more] = steps;
  const name = first?.action.name ?? "Command";
  return more.length === 0 ? name : `${name} and ${more.length} more`;
}

function refused(code: "DEVICE_NOT_FOUND" | "INVALID_INPUT", path: string, message: string) {
  return new DomainError(code, message, { issues: [{ path, message }] });
}
