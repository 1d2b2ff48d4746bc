import { DomainError } from "../errors.ts";
import type { Job, ProbeSpec } from "../job/job.ts";
import { newJob } from "../job/new-job.ts";

export const CREATED_AT = 1_790_000_000_000;
export const ID = "01998ab0-0000-7000-8000-000000000001";

/** A job on its grid as it stands before its object has taken it on. */
export function probeJob({ runAt, ...spec }: Partial<ProbeSpec> & { runAt?: number } = {}): Job {
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
  return newJob(input, { id: ID, spec: full, requester: { id: "u1", name: "Ada" }, now: CREATED_AT });
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
