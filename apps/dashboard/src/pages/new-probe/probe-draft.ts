import type { Job, ProbeMethod, Scenario } from "@fieldline/domain/job";
import { type Interval, intervalOf } from "./interval.ts";

type DraftMethod = Exclude<ProbeMethod, "icmp">;

/** What has been typed, as it was typed: nothing is lost by being wrong. */
export interface ProbeDraft {
  method: DraftMethod;
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
export function draftOfJob({ spec, notes }: Job): ProbeDraft {
  const { target, method, vantage } = spec;
  return {
    method: method === "icmp" ? "tcp" : method,
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
