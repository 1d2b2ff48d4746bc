import { findHandlerRefs } from "@fieldline/db/handlers";
import type { Template } from "@fieldline/domain/template";
import { checkTemplateDocument } from "@fieldline/domain/variables";
import type { Context } from "../context.ts";
import { handlersIn, unknownHandlers } from "../handlers/pin-handlers.ts";
import type { Issue } from "../issues.ts";
import { refuseIssues } from "./refuse-issues.ts";

type Checked = Pick<Template, "spec" | "variables">;

/** What is wrong with a template's document: its form, its variables, its handlers; with the path of each fault. */
export async function faultsOf(
  { db }: Pick<Context, "db">,
  { spec, variables }: Checked,
  alsoThere: readonly string[] = [],
): Promise<Issue[]> {
  const within = (path: string) => (path ? `spec.document.${path}` : "spec.document");
  const checked = checkTemplateDocument(spec.document, variables);
  if (!checked.ok) return checked.issues.map(({ path, message }) => ({ path: within(path), message }));
  const refs = await findHandlerRefs(
    db,
    handlersIn(checked.document).map(({ name }) => name),
  );
  const known = new Set([...refs.map(({ name }) => name), ...alsoThere]);
  return unknownHandlers(checked.document, known).map(({ path, message }) => ({ path: within(path), message }));
}

/** Throws INVALID_INPUT with the path of each fault. */
export async function refuseFaults(ctx: Pick<Context, "db">, template: Checked): Promise<void> {
  const issues = await faultsOf(ctx, template);
  if (issues.length > 0) throw refuseIssues(issues);
}
