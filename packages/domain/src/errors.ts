/** The closed set of reasons that a caller can be told. */
export const ERROR_REASONS = [
  "INVALID_INPUT",
  "INPUT_TOO_LARGE",
  "PROCEDURE_NOT_FOUND",
  "METHOD_NOT_ALLOWED",
  "JOB_NOT_FOUND",
  "JOB_ENDED",
  "JOB_NOT_ENDED",
  "ILLEGAL_TRANSITION",
  "LIMIT_JOBS_PER_DAY",
  "LIMIT_RUNNING_JOBS",
  "VERSION_MISMATCH",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "RATE_LIMITED",
  "TARGET_DENIED",
  "WRONG_PASSWORD",
  "USER_NOT_FOUND",
  "USER_EXISTS",
  "LAST_ADMIN",
  "TOKEN_NOT_FOUND",
  "SESSION_NOT_FOUND",
  "SHARE_NOT_FOUND",
  "DEVICE_NOT_FOUND",
  "DEVICE_REVOKED",
  "ENROLLMENT_NOT_FOUND",
  "ENROLLMENT_INVALID",
  "GROUP_NOT_FOUND",
  "GROUP_EXISTS",
  "TEMPLATE_NOT_FOUND",
  "TEMPLATE_EXISTS",
  "TEMPLATE_IN_USE",
  "HANDLER_NOT_FOUND",
  "HANDLER_EXISTS",
  "ROLLOUT_NOT_FOUND",
  "ROLLOUT_ENDED",
  "QUEUE_NOT_FOUND",
  "QUEUE_EXISTS",
  "QUEUE_NOT_EMPTY",
  "SCHEDULE_NOT_FOUND",
  "SCHEDULE_EXISTS",
  "DEPENDENCY_CYCLE",
  "COUNT_CHANGED",
  "BULK_NOT_FOUND",
  "VIEW_NOT_FOUND",
  "VIEW_EXISTS",
  "STALE_ATTEMPT",
  "REPORT_OUT_OF_ORDER",
  "OUTPUT_TOO_LARGE",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorReason = (typeof ERROR_REASONS)[number];

/** tRPC's code for each reason; the API's middleware translates by this table and no other. */
export const TRPC_CODE = {
  INVALID_INPUT: "BAD_REQUEST",
  INPUT_TOO_LARGE: "PAYLOAD_TOO_LARGE",
  PROCEDURE_NOT_FOUND: "NOT_FOUND",
  METHOD_NOT_ALLOWED: "METHOD_NOT_SUPPORTED",
  JOB_NOT_FOUND: "NOT_FOUND",
  JOB_ENDED: "CONFLICT",
  JOB_NOT_ENDED: "CONFLICT",
  ILLEGAL_TRANSITION: "CONFLICT",
  LIMIT_JOBS_PER_DAY: "TOO_MANY_REQUESTS",
  LIMIT_RUNNING_JOBS: "TOO_MANY_REQUESTS",
  VERSION_MISMATCH: "CONFLICT",
  UNAUTHENTICATED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  RATE_LIMITED: "TOO_MANY_REQUESTS",
  TARGET_DENIED: "BAD_REQUEST",
  WRONG_PASSWORD: "BAD_REQUEST",
  USER_NOT_FOUND: "NOT_FOUND",
  USER_EXISTS: "CONFLICT",
  LAST_ADMIN: "CONFLICT",
  TOKEN_NOT_FOUND: "NOT_FOUND",
  SESSION_NOT_FOUND: "NOT_FOUND",
  SHARE_NOT_FOUND: "NOT_FOUND",
  DEVICE_NOT_FOUND: "NOT_FOUND",
  DEVICE_REVOKED: "UNAUTHORIZED",
  ENROLLMENT_NOT_FOUND: "NOT_FOUND",
  ENROLLMENT_INVALID: "UNAUTHORIZED",
  GROUP_NOT_FOUND: "NOT_FOUND",
  GROUP_EXISTS: "CONFLICT",
  TEMPLATE_NOT_FOUND: "NOT_FOUND",
  TEMPLATE_EXISTS: "CONFLICT",
  TEMPLATE_IN_USE: "CONFLICT",
  HANDLER_NOT_FOUND: "NOT_FOUND",
  HANDLER_EXISTS: "CONFLICT",
  ROLLOUT_NOT_FOUND: "NOT_FOUND",
  ROLLOUT_ENDED: "CONFLICT",
  QUEUE_NOT_FOUND: "NOT_FOUND",
  QUEUE_EXISTS: "CONFLICT",
  QUEUE_NOT_EMPTY: "CONFLICT",
  SCHEDULE_NOT_FOUND: "NOT_FOUND",
  SCHEDULE_EXISTS: "CONFLICT",
  DEPENDENCY_CYCLE: "BAD_REQUEST",
  COUNT_CHANGED: "CONFLICT",
  BULK_NOT_FOUND: "NOT_FOUND",
  VIEW_NOT_FOUND: "NOT_FOUND",
  VIEW_EXISTS: "CONFLICT",
  STALE_ATTEMPT: "CONFLICT",
  REPORT_OUT_OF_ORDER: "CONFLICT",
  OUTPUT_TOO_LARGE: "PAYLOAD_TOO_LARGE",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  INTERNAL: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorReason, string>;

/** An expected failure: what happened and what to do about it, in words that a caller may read. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorReason;
  readonly details: Record<string, unknown>;
  constructor(code: ErrorReason, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** A result that crosses a Durable Object's RPC, where an error would lose its properties. */
export type Result<T> =
  | { ok: true; value: T }
  | { ok: false; code: ErrorReason; message: string; details: Record<string, unknown> };

/** Runs `act` and gives its value or its DomainError as a tagged result; any other error goes on up. */
export async function asResult<T>(act: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await act() };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, code: error.code, message: error.message, details: error.details };
  }
}

/** The value of a tagged result; throws its DomainError when it has none. */
export function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new DomainError(result.code, result.message, result.details);
}
