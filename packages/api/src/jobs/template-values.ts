import { findTemplate } from "@fieldline/db/templates";
import { DomainError } from "@fieldline/domain/errors";
import type { Template } from "@fieldline/domain/template";
import { checkVariables } from "@fieldline/domain/variables";
import type { Context } from "../context.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";

interface Asked<Kind extends Template["kind"]> {
  kind: Kind;
  templateId: string;
  variables?: Record<string, string> | undefined;
}
type OfKind<Kind> = Extract<Template, { kind: Kind }>;

const NEED = {
  command: "What runs on devices is made of a command template.",
  task: "A task is made of a task template.",
  probe: "A probe is made of a probe template.",
} as const;

/** A template of this kind, and the value of each of its variables. Throws TEMPLATE_NOT_FOUND, INVALID_INPUT. */
export async function templateValues<Kind extends Template["kind"]>(
  { db }: Pick<Context, "db">,
  { kind, templateId, variables = {} }: Asked<Kind>,
): Promise<{ template: OfKind<Kind>; values: Record<string, string> }> {
  const template = await findTemplate(db, templateId);
  const path = "templateId";
  if (!template) {
    const message = "There is no such template. It may have been deleted.";
    throw new DomainError("TEMPLATE_NOT_FOUND", message, { issues: [{ path, message }] });
  }
  if (template.kind !== kind)
    throw refuseIssues([
      { path, message: `${template.name} is a ${template.kind} template. ${NEED[kind]} Choose another one.` },
    ]);
  const checked = checkVariables(template.variables, variables);
  if (checked.ok) return { template: template as OfKind<Kind>, values: checked.values };
  throw refuseIssues(checked.issues.map(({ path, message }) => ({ path: `variables.${path}`, message })));
}
