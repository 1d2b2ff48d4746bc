import { expect, it } from "vitest";
import { aCommand, aTask } from "../testing/job-fixture.ts";
import { isFinalError } from "./final-error.ts";

const failed = (code: string) => ({ status: "failed" as const, error: { code, message: "No." } });
const retry = { maxAttempts: 3, initialMs: 1, factor: 1, maxMs: 1 };

it.each([
  ["its handler does not take the input", aTask(failed("INVALID_INPUT")), true],
  ["attempts were left and none was made", aTask({ ...failed("NO_SUCH_BUSINESS"), retry, attempt: 1 }), true],
  ["every attempt was made", aTask({ ...failed("FEED_DOWN"), retry, attempt: 3 }), false],
  ["there was one attempt, of which nothing is known", aTask(failed("FEED_DOWN")), false],
  ["nobody took it in time", aTask({ ...failed("QUEUE_TTL_EXPIRED"), retry }), false],
  ["it was out of time", aTask({ ...failed("TIMEOUT"), status: "timed_out", retry }), false],
  ["it waits for its next attempt", aTask({ ...failed("FEED_DOWN"), status: "scheduled", retry }), false],
  ["it is a command, whose document stays as it is", aCommand({ ...failed("STEP_FAILED"), retry }), false],
])("whether another attempt would fail as well, where %s", (_what, job, isFinal) =>
  expect(isFinalError(job)).toBe(isFinal),
);
