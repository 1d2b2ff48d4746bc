import type { CreateProbeInput } from "@fieldline/domain/create-job";

/** A simulated probe of an hour; what a test is about is given in `changes`. */
export function probeInput(changes: Partial<CreateProbeInput> = {}): CreateProbeInput {
  return {
    kind: "probe",
    target: { host: "203.0.113.47" },
    method: "simulated",
    vantage: { kind: "simulator", scenario: "healthy", seed: 7 },
    cadenceMs: 1_000,
    durationMs: 3_600_000,
    ...changes,
  };
}
