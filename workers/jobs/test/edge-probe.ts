import { env } from "cloudflare:workers";
import { type CreateProbeInput, createProbeInput, probeSpecOf } from "@fieldline/domain/create-job";
import type { ProbeSpec, ProbeTarget } from "@fieldline/domain/job";
import { readyPolicy } from "@fieldline/domain/target-refusal";
import { type MeasuredPacket, measureTick, type Network } from "@fieldline/worker-jobs/measure";
import { worldOf } from "@fieldline/worker-jobs/world";

/** Loopback is where the targets are, so it is what a test's policy leaves open. */
export const METADATA_DENIED = { allow: [], deny: ["169.254.0.0/16"], denyPorts: ["25"] };

/** A probe from the edge, once a second for ten. */
export function edgeProbe(
  method: "tcp" | "http",
  target: ProbeTarget,
  changes: Partial<CreateProbeInput> = {},
): ProbeSpec {
  const input = { kind: "probe", method, target, vantage: { kind: "edge" }, cadenceMs: 1_000, durationMs: 10_000 };
  return probeSpecOf(createProbeInput.parse({ ...input, ...changes }), 1);
}

/** The network of the tests' own names, under a policy that the test chooses. */
export function networkUnder(policy: Parameters<typeof readyPolicy>[0] = METADATA_DENIED): Network {
  const ready = readyPolicy(policy);
  return { ...worldOf(env).network, policy: async () => ready, newestPolicy: async () => ready };
}

/** Measures one tick as the product does. */
export function measureOnce(
  spec: ProbeSpec,
  { waitMs = 500, network = networkUnder() } = {},
): Promise<MeasuredPacket[]> {
  return measureTick(spec, { tick: 0, waitMs, clock: () => Date.now(), network });
}
