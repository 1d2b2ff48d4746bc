import { DomainError } from "../errors.ts";
import type { CommandJob, ProbeJob, ProbeSpec, TaskJob } from "../job/job.ts";
import { type JobTerms, newCommandJob, newJob, newTaskJob } from "../job/new-job.ts";

export const CREATED_AT = 1_790_000_000_000;
export const ID = "01998ab0-0000-7000-8000-000000000001";
const DEVICE = { id: "01998ab0-0000-7000-8000-00000000000d", name: "gw-12" };
const REQUESTER = { id: "u1", name: "Ada" };

/** A job on its grid as it stands before its object has taken it on. */
export function probeJob({ runAt, ...spec }: Partial<ProbeSpec> & { runAt?: number } = {}): ProbeJob {
  const full: ProbeSpec = {
    target: { host: "modem.example.net", port: 443 },
    method: "tcp",
    vantage: { kind: "edge" },
    cadenceMs: 1_000,
    durationMs: 60_000,
    packets: 1,
    timeoutMs: 800,
    ...spec,
  };
  const input = {
    kind: "probe" as const,
    target: full.target,
    method: full.method,
    vantage: full.vantage,
    cadenceMs: full.cadenceMs,
    durationMs: full.durationMs,
    packets: full.packets,
    priority: 5,
    runAt,
  };
  const device = full.vantage.kind === "device" ? DEVICE : undefined;
  return newJob(input, { id: ID, spec: full, device, requester: REQUESTER, now: CREATED_AT });
}

/** A probe that a device measures, before its object has taken it on. */
export function deviceProbe(fields: Parameters<typeof probeJob>[0] = {}): ProbeJob {
  return probeJob({ ...fields, vantage: { kind: "device", deviceId: DEVICE.id } });
}

/** A command, before its object has taken it on. */
export function commandJob(terms: Partial<JobTerms> = {}): CommandJob {
  const step = { action: { name: "restart", type: "runCommand" as const, input: { command: "reboot" } } };
  const spec = {
    deviceId: DEVICE.id,
    deviceName: DEVICE.name,
    document: { version: "1.0", steps: [step] },
    handlers: [],
    variables: {},
    template: null,
  };
  return newCommandJob({ priority: 5, ...terms }, { id: ID, spec, requester: REQUESTER, now: CREATED_AT });
}

/** A task that waits in standard, or for one agent, before its object has taken it on. */
export function taskJob({ isForOne = false, ...terms }: Partial<JobTerms> & { isForOne?: boolean } = {}): TaskJob {
  const spec = {
    description: null,
    acceptanceCriteria: "Every feed is stored.",
    input: { source: "prices" },
    leaseMs: 30_000,
    concurrencyKey: null,
    concurrencyLimit: 1,
    variables: {},
    template: null,
  };
  const made = { id: ID, spec, requester: REQUESTER, now: CREATED_AT, type: "sync.finance" };
  return newTaskJob({ priority: 5, ...terms }, { ...made, device: isForOne ? DEVICE : undefined });
}

/** The value with everything in it frozen, so that a change of it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

/** The DomainError that `act` throws; any other outcome fails. */
export function refusalOf(act: () => unknown): DomainError {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error("it was not refused");
}
