import type { ScheduleTarget } from "@fieldline/domain/schedule";
import { createScheduleInput } from "@fieldline/domain/schedules-input";
import type { Template } from "@fieldline/domain/template";
import { checkVariables } from "@fieldline/domain/variables";
import { msOfText } from "../../audit/duration-text.ts";
import { toldValues } from "../../commands/fill-template.ts";
import type { ScheduleDraft } from "./schedule-draft.ts";

export type FieldErrors = Record<string, string>;

const LENGTH_WORDS = "Write a length of time, such as 90 s, 10 min or 1 day.";
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", ".")));

/** Where the runs go. */
function targetOf(draft: ScheduleDraft): ScheduleTarget {
  const { target, queue, deviceId, where } = draft;
  if (target === "queue") return { kind: "queue", queue };
  if (target !== "rollout") return { kind: target, deviceId };
  if (where === "all") return { kind: "rollout", targets: { all: true } };
  const { groupIds, deviceIds } = draft;
  return { kind: "rollout", targets: where === "groups" ? { groupIds: [...groupIds] } : { deviceIds: [...deviceIds] } };
}

/** What is typed as the server takes it. */
function inputOf(draft: ScheduleDraft, template: Template | undefined) {
  const { name, cron, timeZone, templateId, overlap, isEnabled } = draft;
  return {
    name: name.trim(),
    cron: cron.trim(),
    timeZone,
    templateId,
    variables: template ? toldValues(template.variables, draft.variables) : draft.variables,
    target: targetOf(draft),
    overlap,
    maxConcurrency: numberOf(draft.maxConcurrency),
    catchUpMs: draft.catchUp.trim() === "0" ? 0 : msOfText(draft.catchUp),
    jitterMs: /^0?$/.test(draft.jitter.trim()) ? 0 : msOfText(draft.jitter),
    priority: draft.priority.trim() ? numberOf(draft.priority) : null,
    timeoutMs: draft.timeout.trim() ? msOfText(draft.timeout) : null,
    retry: draft.attempts.trim() ? { maxAttempts: numberOf(draft.attempts) } : null,
    enabled: isEnabled,
  };
}

/** The first message at each path; one below the target is for the target. */
export function errorsOf(issues: readonly { path: string; message: string }[]): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of issues) errors[path.startsWith("target") ? "target" : path] ??= message;
  return errors;
}

/** What a draft says, and what is wrong with it, by field: `cron`, `target`, `variables.SERVICE` and so on. */
export function readSchedule(draft: ScheduleDraft, template: Template | undefined) {
  const input = inputOf(draft, template);
  const found = createScheduleInput.safeParse(input).error?.issues ?? [];
  const errors = errorsOf(found.map(({ path, message }) => ({ path: path.join("."), message })));
  for (const field of ["catchUpMs", "jitterMs", "timeoutMs"] as const)
    if (Number.isNaN(input[field])) errors[field] = LENGTH_WORDS;
  if (!draft.templateId) errors.templateId = "Choose the template to run.";
  if (errors.target) errors.target = missingTarget(draft) ?? errors.target;
  const checked = template && checkVariables(template.variables, input.variables);
  if (checked && !checked.ok) for (const { path, message } of checked.issues) errors[`variables.${path}`] ??= message;
  return { input, errors };
}

function missingTarget({ target, deviceId, where }: ScheduleDraft): string | undefined {
  if (target === "rollout") return where === "groups" ? "Choose at least one group." : "Choose at least one device.";
  if (target !== "queue" && !deviceId) return target === "agent" ? "Choose an agent." : "Choose a device.";
  return undefined;
}
