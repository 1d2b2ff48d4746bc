import { ERROR_REASONS } from "@fieldline/domain/errors";
import { expect } from "vitest";
import type { ApiError } from "./call.ts";

const INTERNAL_TEXT =
  /SQLITE|D1_ERROR|\bat .*\.(ts|js)\b|stack|drizzle|Zod|node_modules|\/work|UNIQUE constraint|undefined|\[object/i;

/** Asserts that an answer is a refusal that a caller can act upon and that shows nothing of the inside. */
export async function expectRefusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  expect(text).not.toMatch(INTERNAL_TEXT);
  const { error } = JSON.parse(text) as { error: ApiError };
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(error.data.httpStatus).toBe(response.status);
  expect(ERROR_REASONS).toContain(error.data.reason);
  expect(error.message).toMatch(/^\S.{10,}[.!]( \(\d+ more\))?$/s);
  return error;
}
