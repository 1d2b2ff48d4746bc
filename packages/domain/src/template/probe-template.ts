import type { TemplateVariable } from "../command/document.ts";
import type { DocumentIssue } from "../command/document-issue.ts";
import { createProbeInput } from "../input/create-job.ts";
import type { Json } from "../job/job.ts";
import { fillJson } from "../task/fill-json.ts";
import type { InputSchema } from "../task/input-schema.ts";
import { holdsPlace, unknownVariables } from "../task/task-template.ts";

type Fields = Record<string, Json>;

const integer = { type: "integer" } as const;
/** Which of a probe's fields are not texts, so that a variable alone becomes a number there, or true or false. */
const NOT_TEXTS: InputSchema = {
  properties: {
    priority: integer,
    cadenceMs: integer,
    durationMs: integer,
    packets: integer,
    timeoutMs: integer,
    queueTtlMs: integer,
    expectedStatus: { items: integer },
    followRedirects: { type: "boolean" },
    target: { properties: { port: integer } },
    vantage: { properties: { seed: integer } },
  },
};

const NOT_OF_TEMPLATES = ["kind", "templateId", "variables", "idempotencyKey", "runAt", "dependsOn", "queue"];
const FIELDS = Object.keys(createProbeInput.shape).filter((field) => !NOT_OF_TEMPLATES.includes(field));

/** A template's probe with its variables filled in, as far as it says what to measure. */
export function fillProbe(probe: Fields, values: Readonly<Record<string, string>>): Fields {
  const { target, ...filled } = fillJson(probe, NOT_TEXTS, values) as Fields;
  return target === undefined ? filled : { ...filled, target: filledIn(target) };
}

/** A part of the target that a variable left empty is not there. */
function filledIn(target: Json): Json {
  if (target === null || typeof target !== "object") return target;
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== ""));
}

/** What is wrong with a template of probes by itself; what it leaves out is given when a probe is made. */
export function probeTemplateIssues(probe: Fields, declared: readonly TemplateVariable[]): DocumentIssue[] {
  const values = Object.fromEntries(declared.map(({ name, default: otherwise = "" }) => [name, otherwise]));
  const unknown = Object.keys(probe)
    .filter((field) => !FIELDS.includes(field))
    .map((field) => ({ path: field, message: `A template's probe has no ${field}. It has ${FIELDS.join(", ")}.` }));
  const parsed = createProbeInput.safeParse({ ...probe, kind: "probe" });
  const own = (parsed.error?.issues ?? [])
    .map(({ path, message }) => ({ path: path.join("."), message }))
    .filter(({ path }) => isThere(probe, path) && !holdsPlace(probe, path));
  return [...unknown, ...unknownVariables(probe, values), ...own];
}

function isThere(probe: Fields, path: string): boolean {
  return (
    path
      .split(".")
      .reduce<unknown>(
        (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
        probe,
      ) !== undefined
  );
}
