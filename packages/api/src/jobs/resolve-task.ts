import type { CreateTask } from "@fieldline/domain/create-job";
import type { TaskSpec } from "@fieldline/domain/job";
import type { TemplateDefaults } from "@fieldline/domain/template";
import type { SignedIn } from "../context.ts";

/** What an agent's handler is given, and what the job has where its creation says nothing. */
export interface ResolvedTask extends Omit<TaskSpec, "leaseMs"> {
  type: string;
  templateId: string | null;
  defaults: TemplateDefaults;
}

/** What a task is made of: its own words, over those of its template. */
export async function resolveTask(_ctx: Pick<SignedIn, "db">, input: CreateTask): Promise<ResolvedTask> {
  return {
    type: input.type ?? "",
    description: input.description || null,
    acceptanceCriteria: input.acceptanceCriteria || null,
    input: input.input ?? null,
    concurrencyKey: null,
    concurrencyLimit: 1,
    variables: {},
    template: null,
    templateId: null,
    defaults: {},
  };
}
