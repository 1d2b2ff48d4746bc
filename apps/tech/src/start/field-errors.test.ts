import type { Failure } from "@fieldline/client/errors";
import { expect, it } from "vitest";
import { EMPTY_DRAFT } from "./draft.ts";
import { fieldErrorsOf } from "./field-errors.ts";

const refusal = (...issues: [path: string, message: string][]): Failure => ({
  reason: "INVALID_INPUT",
  message: "The input is not valid.",
  paths: issues.map(([path]) => path),
  issues: issues.map(([path, message]) => ({ path, message })),
  details: {},
});

it("puts each refusal at the field it is about", () => {
  const failure = refusal(
    ["target.port", "A port is 1 to 65535."],
    ["durationMs", "Too long."],
    ["notes", "Too much."],
  );
  expect(fieldErrorsOf(failure, { ...EMPTY_DRAFT, text: "203.0.113.47" })).toEqual({
    port: "A port is 1 to 65535.",
    duration: "Too long.",
    notes: "Too much.",
  });
});

it("blames the host on the field that it was typed into", () => {
  const failure = refusal(["target.host", "Not a host."]);
  expect(fieldErrorsOf(failure, { ...EMPTY_DRAFT, text: "a.example.net" })).toEqual({ target: "Not a host." });
  expect(fieldErrorsOf(failure, { ...EMPTY_DRAFT, text: "ACC-7731" })).toEqual({ address: "Not a host." });
});

it("shows over the form what has no field, and a limit in the server's own words", () => {
  expect(fieldErrorsOf(refusal(["priority", "1 to 10."]), EMPTY_DRAFT)).toEqual({ form: "1 to 10." });
  const limit: Failure = { ...refusal(), reason: "LIMIT_JOBS_PER_DAY", message: "50 of 50 jobs today." };
  expect(fieldErrorsOf(limit, EMPTY_DRAFT)).toEqual({ form: "50 of 50 jobs today." });
});

it("blames a denied target on the field that it was typed into", () => {
  const denied: Failure = { ...refusal(), reason: "TARGET_DENIED", message: "May not be probed." };
  expect(fieldErrorsOf(denied, { ...EMPTY_DRAFT, text: "ACC-7731" })).toEqual({ address: "May not be probed." });
});

it("keeps two refusals of one field", () => {
  const failure = refusal(["cadenceMs", "One."], ["timeoutMs", "Two."]);
  expect(fieldErrorsOf(failure, EMPTY_DRAFT)).toEqual({ cadence: "One. Two." });
});
