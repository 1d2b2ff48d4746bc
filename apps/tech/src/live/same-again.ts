import type { ProbeJob } from "@fieldline/domain/job";
import type { Draft } from "../start/draft.ts";

/** The start screen filled in with what a job measured, to do the same again. */
export function draftOf({ spec, assigneeName }: ProbeJob): Partial<Draft> {
  const { target, method, vantage, cadenceMs, durationMs } = spec;
  const who = target.accountNumber ?? target.mac;
  const isSimulated = vantage.kind === "simulator";
  return {
    text: who ?? (isSimulated ? "" : target.host),
    chosenKind: target.accountNumber ? "account" : target.mac ? "mac" : null,
    address: who && !isSimulated ? target.host : "",
    method: method === "traceroute" ? "icmp" : method,
    device: vantage.kind === "device" ? { id: vantage.deviceId, name: assigneeName ?? "the same device" } : null,
    port: target.port === undefined ? "" : String(target.port),
    ...(isSimulated && { scenario: vantage.scenario }),
    cadenceMs,
    durationMs,
  };
}
