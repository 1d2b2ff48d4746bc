import type { CreateProbeInput } from "@fieldline/domain/create-job";
import type { Scenario } from "@fieldline/domain/job";
import { isRecord } from "../kept.ts";
import { isMeasurable, recognise, type TargetKind } from "./target.ts";

export type Method = "icmp" | "tcp" | "http" | "simulated";

/** Everything that can be typed or chosen before a start, as it is on the screen. */
export interface Draft {
  text: string;
  chosenKind: TargetKind | null;
  /** Where to measure when the target is an account or a MAC. */
  address: string;
  method: Method;
  /** The device that is to measure; null where the edge or the simulator does. */
  device: { id: string; name: string } | null;
  port: string;
  scenario: Scenario;
  durationMs: number;
  cadenceMs: number;
  notes: string;
}

export type Field =
  | "target"
  | "address"
  | "device"
  | "method"
  | "port"
  | "duration"
  | "cadence"
  | "notes"
  | "form"
  | "start";
export type FieldErrors = Partial<Record<Field, string>>;

export const EMPTY_DRAFT: Draft = {
  text: "",
  chosenKind: null,
  address: "",
  method: "tcp",
  device: null,
  port: "443",
  scenario: "intermittent",
  durationMs: 300_000,
  cadenceMs: 1_000,
  notes: "",
};

const SIMULATED_HOST = "simulator";

/** Whether the target alone does not say where to measure. */
export function needsAddress({ text, chosenKind, method }: Draft): boolean {
  if (method === "simulated") return false;
  const kind = recognise(text, chosenKind)?.kind;
  return kind === "mac" || kind === "account";
}

/** What is missing before a start can be asked for; the server checks the rest. */
export function missingIn(draft: Draft): FieldErrors {
  const errors: FieldErrors = {};
  const { text, chosenKind, address, method, port } = draft;
  if (method !== "simulated" && !recognise(text, chosenKind))
    errors.target = "Give an account, a MAC, an IP address or a host.";
  if (needsAddress(draft) && !isMeasurable(address))
    errors.address = "Give the IP address or host to measure, like 203.0.113.47.";
  const needsPort = method === "tcp" && recognise(needsAddress(draft) ? address : text, null)?.port === undefined;
  if (needsPort && !/^\d+$/.test(port.trim())) errors.port = "Give the port to connect to, 1 to 65535.";
  return errors;
}

/** The job that a draft asks for. `missingIn` is to be empty first. */
export function inputOf(draft: Draft, idempotencyKey: string): CreateProbeInput {
  const { text, chosenKind, address, method, device, scenario, durationMs, cadenceMs, notes } = draft;
  const target = recognise(text, chosenKind);
  const measured = needsAddress(draft) ? recognise(address, "host") : target;
  const isSimulated = method === "simulated";
  const port = method === "icmp" ? undefined : (measured?.port ?? portOf(draft));
  const isIp = measured?.kind === "ip";
  return {
    kind: "probe",
    target: {
      host: isSimulated && !isAddress(measured?.kind) ? SIMULATED_HOST : (measured?.value ?? SIMULATED_HOST),
      ...(!isSimulated && port !== undefined && { port }),
      ...(method === "http" && measured?.path && { path: measured.path }),
      ...(target?.kind === "account" && { accountNumber: target.value }),
      ...(target?.kind === "mac" && { mac: target.value }),
      ...(isIp && measured && { ip: measured.value }),
    },
    method,
    vantage: isSimulated
      ? { kind: "simulator", scenario }
      : device
        ? { kind: "device", deviceId: device.id }
        : { kind: "edge" },
    cadenceMs,
    durationMs,
    ...(notes.trim() && { notes: notes.trim() }),
    idempotencyKey,
  };
}

/** What a start is called while it waits: the target as it was typed. */
export function titleOf(input: CreateProbeInput): string {
  const { accountNumber, mac, host, port } = input.target;
  const place = port === undefined ? host : `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const who = accountNumber ?? mac;
  return who ? `${who} at ${place}` : place;
}

export function isDraft(value: unknown): value is Draft {
  return (
    isRecord(value) &&
    Object.entries(EMPTY_DRAFT).every(([key, empty]) => key === "chosenKind" || typeof value[key] === typeof empty)
  );
}

function portOf({ method, port }: Draft) {
  const typed = Number(port.trim());
  return method !== "simulated" && port.trim() !== "" && Number.isInteger(typed) ? typed : undefined;
}

function isAddress(kind: TargetKind | undefined) {
  return kind === "ip" || kind === "host";
}
