import type { RetryPolicy } from "@fieldline/domain/job";
import { retryInput } from "@fieldline/domain/job-terms";
import type { TemplateDefaults } from "@fieldline/domain/template";

/** A template's retries, made whole; undefined where it has none. */
export function retryOf({ retry }: TemplateDefaults): RetryPolicy | undefined {
  return retry && retryInput.parse(retry);
}

type Terms = Pick<TemplateDefaults, "queue" | "onDependencyFailure" | "name" | "notes">;

/** What a job says of itself, and what its template does where it says nothing. */
export function termsOf<Given extends { [Term in keyof Terms]?: Terms[Term] | undefined }>(
  given: Given,
  { name, notes, queue, onDependencyFailure }: TemplateDefaults,
): Given {
  return {
    ...given,
    name: given.name || name,
    notes: given.notes || notes,
    queue: given.queue ?? queue,
    onDependencyFailure: given.onDependencyFailure ?? onDependencyFailure,
  };
}
