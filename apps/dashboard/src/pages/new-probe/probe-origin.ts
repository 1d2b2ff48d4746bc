import type { CreateProbe } from "@fieldline/domain/create-job";

/** The template that a probe is made of, with the values of its variables. */
export interface ProbeOrigin {
  templateId: string;
  variables: Record<string, string>;
}

const OF_TARGET = ["port", "path", "accountNumber", "mac", "ip"] as const;
const OF_PROBE = ["timeoutMs", "expectedStatus", "followRedirects", "notes"] as const;

/** A probe of a template that is as the form shows it: what was left empty there is not the template's either. */
export function inputOfOrigin(input: CreateProbe, origin: ProbeOrigin | undefined): CreateProbe {
  if (!origin) return input;
  const none = (fields: readonly string[], given: object) =>
    Object.fromEntries(fields.filter((field) => Reflect.get(given, field) === undefined).map((field) => [field, null]));
  const target = { ...input.target, ...none(OF_TARGET, input.target) };
  return { ...input, ...none(OF_PROBE, input), ...origin, target } as never;
}
