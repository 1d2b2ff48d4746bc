import type { CallFailure } from "../../server/call-failure.ts";
import type { Report, ReportBody } from "../../server/device-port.ts";

/** What is told in the place of a refused report: how the attempt stands, without its output; undefined where no less is left. */
export function lessOf(
  { status, exitCode, error, steps, output }: Report,
  failure: CallFailure,
): ReportBody | undefined {
  if (!output && !steps) return undefined;
  const left =
    failure.reason === "OUTPUT_TOO_LARGE" ? "output beyond what the server keeps" : "a report that it refused";
  return {
    ...(status && { status }),
    ...(exitCode !== undefined && { exitCode }),
    ...(error && { error }),
    ...(output && steps && { steps }),
    message: `The agent left out ${left}.`,
  };
}
