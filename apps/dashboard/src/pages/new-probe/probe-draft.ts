import type { Device } from "@fieldline/domain/device";
import type { ProbeJob, ProbeMethod, Scenario } from "@fieldline/domain/job";
import { type Interval, intervalOf } from "./interval.ts";

/** What has been typed, as it was typed: nothing is lost by being wrong. */
export interface ProbeDraft {
  method: ProbeMethod;
  /** The device that is to measure; null where the edge or the simulator does. */
  device: { id: string; name: string } | null;
  measuresFrom: "edge" | "device";
  host: string;
  port: string;
  path: string;
  scenario: Scenario;
  accountNumber: string;
  mac: string;
  ip: string;
  duration: Interval;
  cadence: Interval;
  packets: string;
  timeoutMs: string;
  expectedStatus: string;
  followRedirects: boolean;
  notes: string;
}

export const EMPTY_DRAFT: ProbeDraft = {
  method: "tcp",
  device: null,
  measuresFrom: "edge",
  host: "",
  port: "",
  path: "",
  scenario: "intermittent",
  accountNumber: "",
  mac: "",
  ip: "",
  duration: intervalOf(600_000),
  cadence: intervalOf(1_000),
  packets: "1",
  timeoutMs: "",
  expectedStatus: "",
  followRedirects: false,
  notes: "",
};

/** A draft that would make the same probe again. */
export function draftOfJob({ spec, notes, assigneeName }: ProbeJob): ProbeDraft {
  const { target, method, vantage } = spec;
  const isOnDevice = vantage.kind === "device";
  return {
    method,
    device: isOnDevice ? { id: vantage.deviceId, name: assigneeName ?? "The same device" } : null,
    measuresFrom: isOnDevice ? "device" : "edge",
    host: target.host,
    port: target.port?.toString() ?? "",
    path: target.path ?? "",
    scenario: vantage.kind === "simulator" ? vantage.scenario : EMPTY_DRAFT.scenario,
    accountNumber: target.accountNumber ?? "",
    mac: target.mac ?? "",
    ip: target.ip ?? "",
    duration: intervalOf(spec.durationMs),
    cadence: intervalOf(spec.cadenceMs),
    packets: String(spec.packets),
    timeoutMs: String(spec.timeoutMs),
    expectedStatus: spec.expectedStatus?.join(", ") ?? "",
    followRedirects: spec.followRedirects ?? false,
    notes: notes ?? "",
  };
}

/** A draft of a ping from this device. */
export function draftOn({ id, name, accountNumber }: Device): ProbeDraft {
  const device = { id, name };
  return { ...EMPTY_DRAFT, method: "icmp", measuresFrom: "device", device, accountNumber: accountNumber ?? "" };
}
