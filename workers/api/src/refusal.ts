import { type ErrorReason, TRPC_CODE } from "@fieldline/domain/errors";
import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** An error outside of tRPC in the shape that tRPC's have. */
export function refusal(
  c: Context,
  httpStatus: ContentfulStatusCode,
  reason: ErrorReason,
  message: string,
  details?: Record<string, unknown>,
): Response {
  const data = { code: TRPC_CODE[reason], httpStatus, reason, ...(details && { details }) };
  return c.json({ error: { message, data } }, httpStatus);
}
