import { findHandlerRefs } from "@fieldline/db/handlers";
import { probeTemplateIssues } from "@fieldline/domain/probe-template";
import { taskTemplateIssues } from "@fieldline/domain/task-template";
import type { CommandTemplate, Template } from "@fieldline/domain/template";
import { checkTemplateDocument } from "@fieldline/domain/variables";
import type { Context } from "../context.ts";
import { handlersIn, unknownHandlers } from "../handlers/pin-handlers.ts";
import type { Issue } from "../issues.ts";
import { refuseIssues } from "./refuse-issues.ts";

type Of<T extends Template> = T extends Template ? Pick<T, "kind" | "spec" | "variables"> : never;

/** What is wrong with a template: its form, its variables, its handlers; with the path of each fault. */
export async function faultsOf(
  ctx: Pick<Context, "db">,
  template: Of<Template>,
  alsoThere: readonly string[] = [],
): Promise<Issue[]> {
  const { kind, spec, variables } = template;
  if (kind === "command") return documentFaults(ctx, template, alsoThere);
  if (kind === "task") return within("spec", taskTemplateIssues(spec, variables));
  return within("spec.probe", probeTemplateIssues(spec.probe, variables));
}

async function documentFaults(
  { db }: Pick<Context, "db">,
  { spec, variables }: Of<CommandTemplate>,
  alsoThere: readonly string[],
): Promise<Issue[]> {
  const checked = checkTemplateDocument(spec.document, variables);
  if (!checked.ok) return within("spec.document", checked.issues);
  const refs = await findHandlerRefs(
    db,
    handlersIn(checked.document).map(({ name }) => name),
  );
  const known = new Set([...refs.map(({ name }) => name), ...alsoThere]);
  return within("spec.document", unknownHandlers(checked.document, known));
}

function within(place: string, issues: Issue[]): Issue[] {
  return issues.map(({ path, message }) => ({ path: path ? `${place}.${path}` : place, message }));
}

/** Throws INVALID_INPUT with the path of each fault. */
export async function refuseFaults(ctx: Pick<Context, "db">, template: Of<Template>): Promise<void> {
  const issues = await faultsOf(ctx, template);
  if (issues.length > 0) throw refuseIssues(issues);
}
