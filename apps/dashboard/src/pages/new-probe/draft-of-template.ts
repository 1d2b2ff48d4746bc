import type { Json } from "@fieldline/domain/job";
import { fillProbe } from "@fieldline/domain/probe-template";
import { type Interval, intervalOf } from "./interval.ts";
import { EMPTY_DRAFT, type ProbeDraft } from "./probe-draft.ts";

type Fields = Record<string, Json>;
const fieldsOf = (value: Json | undefined): Fields =>
  typeof value === "object" && value !== null ? (value as Fields) : {};
const textOf = (value: Json | undefined): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
const lengthOf = (value: Json | undefined, otherwise: Interval): Interval =>
  typeof value === "number" && value > 0 ? intervalOf(value) : otherwise;

/** A draft of what a template says; what it leaves out is as in an empty form. */
export function draftOfTemplate(probe: Fields, values: Readonly<Record<string, string>>): ProbeDraft {
  const filled = fillProbe(probe, values);
  const target = fieldsOf(filled.target);
  const vantage = fieldsOf(filled.vantage);
  const isOnDevice = vantage.kind === "device";
  const deviceId = textOf(vantage.deviceId);
  return {
    ...EMPTY_DRAFT,
    ...(isOneOf(filled.method, METHODS) && { method: filled.method }),
    measuresFrom: isOnDevice ? "device" : "edge",
    device: isOnDevice && deviceId ? { id: deviceId, name: "The template's device" } : null,
    ...(isOneOf(vantage.scenario, SCENARIOS) && { scenario: vantage.scenario }),
    host: textOf(target.host),
    port: textOf(target.port),
    path: textOf(target.path),
    accountNumber: textOf(target.accountNumber),
    mac: textOf(target.mac),
    ip: textOf(target.ip),
    duration: lengthOf(filled.durationMs, EMPTY_DRAFT.duration),
    cadence: lengthOf(filled.cadenceMs, EMPTY_DRAFT.cadence),
    packets: textOf(filled.packets) || EMPTY_DRAFT.packets,
    timeoutMs: textOf(filled.timeoutMs),
    expectedStatus: Array.isArray(filled.expectedStatus) ? filled.expectedStatus.join(", ") : "",
    followRedirects: filled.followRedirects === true,
    notes: textOf(filled.notes),
  };
}

const METHODS = ["icmp", "tcp", "http", "traceroute", "simulated"] as const;
const SCENARIOS = ["healthy", "intermittent", "offline"] as const;

function isOneOf<T extends string>(value: Json | undefined, among: readonly T[]): value is T {
  return (among as readonly unknown[]).includes(value);
}
