import type { CommandSpec } from "@fieldline/domain/document";

/** What a command runs, in short: its template, or its first step and how many follow. */
export function commandWords({ template, document }: CommandSpec): string {
  const [first, ...others] = document.steps;
  const steps = `${first?.action.name ?? "nothing"}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  return template ? `${template.slug} v${template.version}` : steps;
}
