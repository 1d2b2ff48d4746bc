import type { TemplateVariable } from "@fieldline/domain/document";
import type { Json } from "@fieldline/domain/job";
import { fillProbe } from "@fieldline/domain/probe-template";
import { fillTask } from "@fieldline/domain/task-template";
import { checkVariables } from "@fieldline/domain/variables";
import type { SpecReading } from "./read-spec.ts";

export interface FilledSpec {
  /** Undefined while a variable lacks its value. */
  value: Json | undefined;
  /** What is wrong with the variables, by name. */
  errors: Record<string, string>;
  /** What a job would still have to be given. */
  missing: string[];
}

/** What a task's agent gets, or what a probe measures, with the variables put in. */
export function fillSpec(
  content: SpecReading,
  variables: readonly TemplateVariable[],
  values: Readonly<Record<string, string>>,
): FilledSpec {
  const known = Object.entries(values).filter(([name]) => variables.some((each) => each.name === name));
  const checked = checkVariables(variables, Object.fromEntries(known));
  if (!checked.ok)
    return {
      value: undefined,
      errors: Object.fromEntries(checked.issues.map(({ path, message }) => [path, message])),
      missing: [],
    };
  if (content.kind === "probe")
    return { value: fillProbe(content.spec.probe, checked.values), errors: {}, missing: [] };
  if (content.kind === "command") return { value: undefined, errors: {}, missing: [] };
  const { spec } = content;
  const whole = fillTask(spec, checked.values);
  if (whole.ok) return { value: { type: spec.type, ...whole.task }, errors: {}, missing: [] };
  const { inputSchema: _schema, concurrencyKey: _key, ...open } = spec;
  const part = fillTask(open, checked.values);
  return {
    value: part.ok ? { type: spec.type, ...part.task } : undefined,
    errors: {},
    missing: whole.issues.map(({ path, message }) => `${path}: ${message}`),
  };
}
