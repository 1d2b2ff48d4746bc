import { type CreateJob, createJobInput } from "@fieldline/domain/create-job";
import type { FieldErrors } from "./field-errors.ts";
import { errorsOfIssues } from "./field-errors.ts";
import { msOf, numberOf } from "./interval.ts";
import type { ProbeDraft } from "./probe-draft.ts";

const textOrNone = (text: string): string | undefined => text.trim() || undefined;
const numberOrNone = (text: string): number | undefined => (text.trim() ? numberOf(text) : undefined);
const statusesOf = (text: string): number[] | undefined =>
  text.trim()
    ? text
        .trim()
        .split(/[\s,;]+/)
        .map(numberOf)
    : undefined;

/** The input that a draft describes; fields that its method does not have are left out. */
function inputOfDraft(draft: ProbeDraft): Record<string, unknown> {
  const { method } = draft;
  const isHttp = method === "http";
  return {
    kind: "probe",
    method,
    vantage: method === "simulated" ? { kind: "simulator", scenario: draft.scenario } : { kind: "edge" },
    target: {
      host: draft.host,
      port: method === "simulated" ? undefined : numberOrNone(draft.port),
      path: isHttp ? textOrNone(draft.path) : undefined,
      accountNumber: textOrNone(draft.accountNumber),
      mac: textOrNone(draft.mac),
      ip: textOrNone(draft.ip),
    },
    durationMs: msOf(draft.duration),
    cadenceMs: msOf(draft.cadence),
    packets: numberOf(draft.packets),
    timeoutMs: numberOrNone(draft.timeoutMs),
    expectedStatus: isHttp ? statusesOf(draft.expectedStatus) : undefined,
    followRedirects: isHttp && draft.followRedirects ? true : undefined,
    notes: textOrNone(draft.notes),
  };
}

export type CheckedDraft = { input: CreateJob; errors?: undefined } | { input?: undefined; errors: FieldErrors };

/** Checks a draft by the rules that the server has. */
export function checkDraft(draft: ProbeDraft): CheckedDraft {
  const parsed = createJobInput.safeParse(inputOfDraft(draft));
  if (parsed.success) return { input: parsed.data };
  return {
    errors: errorsOfIssues(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }))).fields,
  };
}
