import type { DocumentStep, JobDocument } from "./document.ts";
import { MAX_NAME_LENGTH } from "./step-schema.ts";

/** The document with each step's name its own: a second "Install" is "Install (2)". The log tells steps apart by name. */
export function nameStepsApart(document: JobDocument): JobDocument {
  const { steps, finalStep } = document;
  const all = finalStep ? [...steps, finalStep] : steps;
  const given = new Set(all.map(({ action }) => action.name));
  if (given.size === all.length) return document;
  const used = new Set<string>();
  const named = all.map((step) => {
    const name = freeName(step.action.name, used.has(step.action.name) ? new Set([...given, ...used]) : used);
    used.add(name);
    return { ...step, action: { ...step.action, name } } as DocumentStep;
  });
  return { ...document, steps: named.slice(0, steps.length), ...(finalStep && { finalStep: named.at(-1) }) };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count++) {
    const suffix = ` (${count})`;
    free = name.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
  }
  return free;
}
