import type { Template } from "@fieldline/domain/template";
import type { SignedIn } from "../context.ts";

interface Changed {
  before: Template | undefined;
  after: Template;
}

/** Tells who waits for a task where a template may let more of its own run; the change stands, whether or not they hear. */
export async function tellWhoWaits({ queues, reportError }: SignedIn, changes: Changed[]): Promise<void> {
  if (!changes.some(letsMoreRun)) return;
  try {
    await queues.changed(null);
  } catch (error) {
    reportError(error);
  }
}

function letsMoreRun({ before, after }: Changed): boolean {
  const bound = mostOf(before);
  return bound !== undefined && (mostOf(after) ?? Number.POSITIVE_INFINITY) > bound;
}

function mostOf(template: Template | undefined): number | undefined {
  return template?.kind === "task" ? template.defaults.maxConcurrency : undefined;
}
