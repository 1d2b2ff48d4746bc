import type { Failure, Issue } from "@fieldline/client/errors";

/** Each field of the form by the path that it has in the input. */
const FIELD_PATHS = [
  "method",
  "target.host",
  "target.port",
  "target.path",
  "vantage.scenario",
  "vantage.deviceId",
  "target.accountNumber",
  "target.mac",
  "target.ip",
  "durationMs",
  "cadenceMs",
  "packets",
  "timeoutMs",
  "expectedStatus",
  "followRedirects",
  "notes",
] as const;
export type FieldPath = (typeof FIELD_PATHS)[number];
export type FieldErrors = Partial<Record<FieldPath, string>>;

export interface SortedErrors {
  fields: FieldErrors;
  /** What belongs to no field of the form. */
  rest: string[];
}

const fieldOf = (path: string): FieldPath | undefined =>
  FIELD_PATHS.find((field) => path === field || path.startsWith(`${field}.`));

/** Puts each issue at its field, the first one where there are several. */
export function errorsOfIssues(issues: readonly Issue[]): SortedErrors {
  const fields: FieldErrors = {};
  const rest: string[] = [];
  for (const { path, message } of issues) {
    const field = fieldOf(path);
    if (field) fields[field] ??= message;
    else rest.push(message);
  }
  return { fields, rest };
}

/** What a refused call says about the fields; a refusal that names none of them is for the banner. */
export function errorsOfFailure({ reason, message, issues, paths }: Failure): SortedErrors {
  if (reason !== "INVALID_INPUT" && reason !== "DEVICE_NOT_FOUND") return { fields: {}, rest: [message] };
  const told = issues.length > 0 ? issues : paths.map((path) => ({ path, message }));
  const sorted = errorsOfIssues(told);
  return told.length > 0 ? sorted : { fields: {}, rest: [message] };
}
