import { type CreateProbe, createProbeInput } from "@fieldline/domain/create-job";
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
    vantage: vantageOf(draft),
    target: {
      host: draft.host,
      port: hasPort(method) ? numberOrNone(draft.port) : undefined,
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

/** Whether a method goes to a port, rather than to the host alone. */
export function hasPort(method: ProbeDraft["method"]): boolean {
  return method === "tcp" || method === "http";
}

function vantageOf({ method, scenario, measuresFrom, device }: ProbeDraft) {
  if (measuresFrom === "device") return { kind: "device", deviceId: device?.id ?? "" };
  return method === "simulated" ? { kind: "simulator", scenario } : { kind: "edge" };
}

export type CheckedDraft = { input: CreateProbe; errors?: undefined } | { input?: undefined; errors: FieldErrors };

/** Checks a draft by the rules that the server has. */
export function checkDraft(draft: ProbeDraft): CheckedDraft {
  const parsed = createProbeInput.safeParse(inputOfDraft(draft));
  if (parsed.success) return { input: parsed.data };
  return {
    errors: errorsOfIssues(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }))).fields,
  };
}
