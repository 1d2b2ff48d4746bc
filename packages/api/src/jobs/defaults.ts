import type { RetryPolicy } from "@fieldline/domain/job";
import { retryInput } from "@fieldline/domain/job-terms";
import type { TemplateDefaults } from "@fieldline/domain/template";

/** A template's retries, made whole; undefined where it has none. */
export function retryOf({ retry }: TemplateDefaults): RetryPolicy | undefined {
  return retry && retryInput.parse(retry);
}
