import { type CreateProbe, type CreateProbeOfTemplate, createProbeInput } from "@fieldline/domain/create-job";
import type { Json } from "@fieldline/domain/job";
import { fillProbe } from "@fieldline/domain/probe-template";
import type { SignedIn } from "../context.ts";
import { issuesOf } from "../issues.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";
import { templateValues } from "./template-values.ts";

type Fields = Record<string, Json>;

/** What a template says of its probes, filled in. Throws TEMPLATE_NOT_FOUND, INVALID_INPUT. */
export async function resolveProbeTemplate(
  ctx: Pick<SignedIn, "db">,
  { templateId, variables }: { templateId: string; variables?: Record<string, string> | undefined },
) {
  const { template, values } = await templateValues(ctx, { kind: "probe", templateId, variables });
  const { id, slug, version, spec, defaults } = template;
  const probe: Fields = { ...defaults, ...fillProbe(spec.probe, values) };
  return { probe, variables: values, template: { slug, version }, templateId: id };
}

/**
 * The probe that a template makes, under what is given: fields stand for the template's, those of the target one by
 * one, and null takes one away. Throws TEMPLATE_NOT_FOUND, INVALID_INPUT with the path of each fault.
 */
export async function resolveProbe(ctx: Pick<SignedIn, "db">, input: CreateProbeOfTemplate): Promise<CreateProbe> {
  const { given, templateId: named, variables, ...terms } = input;
  const { probe, templateId } = await resolveProbeTemplate(ctx, { templateId: named, variables });
  const target = isFields(probe.target) && isFields(given.target) ? { ...probe.target, ...given.target } : given.target;
  const whole = { ...probe, ...given, ...(target !== undefined && { target }) };
  const parsed = createProbeInput.safeParse({ ...(withoutNulls(whole) as Fields), ...terms });
  if (parsed.success) return { ...parsed.data, templateId };
  throw refuseIssues(parsed.error.issues.flatMap(issuesOf));
}

function withoutNulls(value: Json): Json {
  if (!isFields(value)) return value;
  const entries = Object.entries(value).filter(([, each]) => each !== null);
  return Object.fromEntries(entries.map(([field, each]) => [field, withoutNulls(each)]));
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
