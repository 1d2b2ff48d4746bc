import type { Failure } from "@fieldline/client/errors";
import { type Draft, type Field, type FieldErrors, needsAddress } from "./draft.ts";

const FIELD_OF: Record<string, Field> = {
  "target.port": "port",
  "target.accountNumber": "target",
  "target.mac": "target",
  "target.path": "target",
  method: "method",
  "vantage.deviceId": "device",
  vantage: "method",
  "vantage.kind": "method",
  "vantage.scenario": "method",
  durationMs: "duration",
  cadenceMs: "cadence",
  timeoutMs: "cadence",
  packets: "cadence",
  notes: "notes",
};

/** The server's refusal at the fields it is about; what no field can show stands over the form. */
export function fieldErrorsOf({ issues, message, reason }: Failure, draft: Draft): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of issues) {
    const field = fieldOf(issue.path, draft);
    errors[field] = errors[field] ? `${errors[field]} ${issue.message}` : issue.message;
  }
  if (issues.length > 0) return errors;
  return { [reason === "TARGET_DENIED" ? fieldOf("target.host", draft) : "form"]: message };
}

function fieldOf(path: string, draft: Draft): Field {
  if (path === "target.host" || path === "target.ip" || path === "target")
    return needsAddress(draft) ? "address" : "target";
  return FIELD_OF[path] ?? "form";
}
