import type { TemplateVariable } from "@fieldline/domain/document";
import type { TemplateDefaults } from "@fieldline/domain/template";
import { templateVariablesSchema } from "@fieldline/domain/variables";
import { msOfText } from "../../audit/duration-text.ts";
import { readSpec, type SpecReading } from "./read-spec.ts";
import { type TemplateDraft, variablesOf } from "./template-draft.ts";
import { wholeNumber } from "./whole-number.ts";

type Errors = Record<string, string>;

export interface TemplateReading {
  /** Undefined where its JSON cannot be read. */
  content: SpecReading | undefined;
  variables: TemplateVariable[];
  defaults: TemplateDefaults;
  /** What is wrong, by field: `name`, `document`, `variables.0.name`, `defaults.timeoutMs` and so on. */
  errors: Errors;
}

const LENGTH_WORDS = "Write a length of time, such as 90 s, 10 min or 1 day.";
const SLUG = /^[a-z0-9][a-z0-9-]{0,62}$/;

function defaultsOf(draft: TemplateDraft, errors: Errors): TemplateDefaults {
  const { kind } = draft;
  const duration = (field: string, text: string) => {
    const ms = text.trim() ? msOfText(text) : undefined;
    if (Number.isNaN(ms)) errors[`defaults.${field}`] = LENGTH_WORDS;
    return ms;
  };
  const whole = (field: string, text: string, range: readonly [number, number]) =>
    wholeNumber(text, range, (message) => {
      errors[`defaults.${field}`] = message;
    });
  const isWork = kind !== "probe";
  const isTask = kind === "task";
  const maxAttempts = isWork ? whole("retry.maxAttempts", draft.attempts, [1, 10]) : undefined;
  const defaults = {
    timeoutMs: isWork ? duration("timeoutMs", draft.timeout) : undefined,
    queueTtlMs: duration("queueTtlMs", draft.queueTtl),
    retry: maxAttempts === undefined ? undefined : { maxAttempts },
    priority: whole("priority", draft.priority, [1, 10]),
    queue: isTask && draft.queue.trim() ? draft.queue.trim() : undefined,
    leaseMs: isTask ? duration("leaseMs", draft.lease) : undefined,
    maxConcurrency: isTask ? whole("maxConcurrency", draft.most, [1, 1_000]) : undefined,
  };
  return Object.fromEntries(Object.entries(defaults).filter(([, value]) => value !== undefined));
}

/** What a draft says, and what is wrong with it. */
export function readTemplate(draft: TemplateDraft): TemplateReading {
  const errors: Errors = {};
  if (!draft.name.trim()) errors.name = "Give the template a name.";
  if (!SLUG.test(draft.slug))
    errors.slug = "A slug has lower-case letters, digits and hyphens, such as restart-service.";
  const variables = variablesOf(draft.variables);
  for (const { path, message } of templateVariablesSchema.safeParse(variables).error?.issues ?? [])
    errors[["variables", ...path].join(".")] ??= message;
  const content = readSpec(draft, variables);
  return {
    content: content.read,
    variables,
    defaults: defaultsOf(draft, errors),
    errors: { ...errors, ...content.errors },
  };
}
