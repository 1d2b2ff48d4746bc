import type { CreateTask } from "@fieldline/domain/create-job";
import type { TaskSpec } from "@fieldline/domain/job";
import { fillTask } from "@fieldline/domain/task-template";
import type { TemplateDefaults } from "@fieldline/domain/template";
import type { SignedIn } from "../context.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";
import { templateValues } from "./template-values.ts";

/** What an agent's handler is given, and what the job has where its creation says nothing. */
export interface ResolvedTask extends Omit<TaskSpec, "leaseMs"> {
  type: string;
  templateId: string | null;
  defaults: TemplateDefaults;
  /** What the job is called unless it is given a name. */
  name: string | null;
}
type Asked = Pick<CreateTask, "type" | "templateId" | "variables" | "description" | "acceptanceCriteria" | "input">;

/**
 * What a task is made of: its own words, over those of its template.
 * Throws TEMPLATE_NOT_FOUND, INVALID_INPUT with the path of each fault, `input.customer.id` and the like.
 */
export async function resolveTask(ctx: Pick<SignedIn, "db">, asked: Asked): Promise<ResolvedTask> {
  const { templateId, variables, type, ...given } = asked;
  if (templateId === undefined) return untemplated(asked);
  const { template, values } = await templateValues(ctx, { kind: "task", templateId, variables });
  const { id, slug, version, spec, defaults } = template;
  if (type !== undefined && type !== spec.type)
    throw refuseIssues([
      { path: "type", message: `The tasks of ${template.name} are of type ${spec.type}. Leave the type out.` },
    ]);
  const filled = fillTask(spec, values, given);
  if (!filled.ok) throw refuseIssues(filled.issues);
  return {
    ...filled.task,
    type: spec.type,
    variables: values,
    template: { slug, version },
    templateId: id,
    defaults,
    name: template.name,
  };
}

function untemplated({ type = "", variables = {}, ...given }: Asked): ResolvedTask {
  if (Object.keys(variables).length > 0)
    throw refuseIssues([
      {
        path: "variables",
        message: "Variables are of a template. Name the template, or put the values into the input.",
      },
    ]);
  return {
    type,
    description: given.description || null,
    acceptanceCriteria: given.acceptanceCriteria || null,
    input: given.input ?? null,
    concurrencyKey: null,
    concurrencyLimit: 1,
    variables: {},
    template: null,
    templateId: null,
    defaults: {},
    name: null,
  };
}
