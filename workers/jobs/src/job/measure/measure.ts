import { PACKETS_AT_ONCE } from "@fieldline/domain/create-job";
import type { ProbeSpec, Sample } from "@fieldline/domain/job";
import { simulate } from "@fieldline/domain/simulator";
import { measureHttp } from "./http.ts";
import { measureTcp } from "./tcp.ts";

/** One packet's outcome: its round-trip time in ms, or why it is lost. */
export interface Outcome {
  rttMs: number | null;
  error?: string;
}
export type MeasuredPacket = Omit<Sample, "seq" | "tick">;

interface Tick {
  tick: number;
  /** How long each packet may wait, in ms. */
  waitMs: number;
  clock: () => number;
}

/** Sends a tick's packets, six at a time, and gives their outcomes in the order of sending. */
export async function measureTick(spec: ProbeSpec, { tick, waitMs, clock }: Tick): Promise<MeasuredPacket[]> {
  const packets: MeasuredPacket[] = [];
  for (let first = 0; first < spec.packets; first += PACKETS_AT_ONCE) {
    const count = Math.min(PACKETS_AT_ONCE, spec.packets - first);
    const sent = Array.from({ length: count }, async (_, offset) => {
      const at = clock();
      const { rttMs, error } = await measurePacket(spec, { tick, packet: first + offset, waitMs });
      return { at, rttMs, ...(error !== undefined && { error }) };
    });
    packets.push(...(await Promise.all(sent)));
  }
  return packets;
}

async function measurePacket(
  spec: ProbeSpec,
  { tick, packet, waitMs }: { tick: number; packet: number; waitMs: number },
): Promise<Outcome> {
  switch (spec.method) {
    case "tcp":
      return measureTcp(spec, waitMs);
    case "http":
      return measureHttp(spec, waitMs);
    case "simulated":
      if (spec.vantage.kind === "simulator") return simulate(spec.vantage, tick, packet);
  }
  throw new Error(`The edge cannot measure ${spec.method} from ${spec.vantage.kind}.`);
}
