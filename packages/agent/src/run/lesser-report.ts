import type { CallFailure } from "../server/call-failure.ts";
import type { Report, ReportBody } from "../server/device-port.ts";

/** What is told in the place of a refused report: each time less, and how the attempt stands to the end; undefined where no less is left. */
export function lessOf(
  { jobId: _job, attempt: _attempt, seq: _seq, ...body }: Report,
  failure: CallFailure,
): ReportBody | undefined {
  const { output, payload, result, steps, progress, message, ...rest } = body;
  if (output || payload) {
    const { output: _output, payload: _payload, ...less } = body;
    return { ...less, message: leftOut(failure) };
  }
  if (result !== undefined) return { status: "failed", error: refusedResult(failure) };
  if (steps || progress !== undefined) return { ...rest, message: leftOut(failure) };
  return message === undefined || Object.keys(rest).length === 0 ? undefined : rest;
}

function leftOut({ reason }: CallFailure): string {
  const left = reason === "OUTPUT_TOO_LARGE" ? "output beyond what the server keeps" : "a report that it refused";
  return `The agent left out ${left}.`;
}

function refusedResult({ message }: CallFailure) {
  return {
    code: "RESULT_REFUSED",
    message: `The server refused the result: ${message}`.slice(0, 2_000),
    retryable: false,
  };
}
