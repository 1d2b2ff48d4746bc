import { DomainError } from "@fieldline/domain/errors";
import type { Schedule } from "@fieldline/domain/schedule";
import { variablesAt } from "@fieldline/domain/task-template";
import type { Template } from "@fieldline/domain/template";
import type { Issue } from "../issues.ts";
import { refuseIssues } from "../templates/refuse-issues.ts";

const PATHS: [RegExp, string][] = [
  [/^queue$/, "target.queue"],
  [/^(assigneeId|deviceId|vantage\.deviceId)$/, "target.deviceId"],
  [/^targets\b/, "target.targets"],
];
/** What the creation of a job takes of a schedule; the rest of a probe is its template's. */
const GIVEN_TO_PROBE = /^(templateId|variables|name|priority|vantage\.deviceId)\b/;

/** A fault of what a schedule runs, by the field of the schedule that it is of, or as its template's. */
export function onSchedule(error: DomainError, { target }: Pick<Schedule, "target">, template: Template): DomainError {
  const { code, message, details } = error;
  const faults = details.issues as Issue[] | undefined;
  if (!faults) return error;
  const isTemplates = ({ path }: Issue) => target.kind !== "rollout" && isOfTemplate(path, template);
  const issues = faults.map((issue) => (isTemplates(issue) ? inTemplate(issue, template) : inSchedule(issue)));
  if (!faults.some(isTemplates)) return new DomainError(code, message, { ...details, issues });
  return new DomainError(code, refuseIssues(issues).message, { ...details, issues });
}

function isOfTemplate(path: string, { kind }: Template): boolean {
  if (kind === "task") return /^input\b/.test(path);
  return kind === "probe" && !GIVEN_TO_PROBE.test(path);
}

/** A schedule gives its template values for its variables and nothing else: whoever reads this can change only those, or it. */
function inTemplate({ path, message }: Issue, { kind, name, spec }: Template): Issue {
  const [variable] = variablesAt(kind === "probe" ? spec.probe : spec, path);
  if (variable !== undefined)
    return { path: `variables.${variable}`, message: `${name} makes its ${path} of this value. ${message}` };
  const part = kind === "probe" ? "probe" : "input";
  const remedy = "put it into the template, or let a variable of the template fill it in and give that here";
  return {
    path: "templateId",
    message: `The ${part} of the template ${name} is incomplete (${path}): ${message} A schedule has no ${part} of its own: ${remedy}.`,
  };
}

function inSchedule({ path, ...issue }: Issue): Issue {
  const [from, to] = PATHS.find(([pattern]) => pattern.test(path)) ?? [];
  return { ...issue, path: from && to ? path.replace(from, to) : path };
}
