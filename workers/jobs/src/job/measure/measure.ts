import { PACKETS_AT_ONCE } from "@fieldline/domain/create-job";
import { DomainError } from "@fieldline/domain/errors";
import type { ProbeSpec, Sample } from "@fieldline/domain/job";
import { simulate } from "@fieldline/domain/simulator";
import type { ReadyPolicy } from "@fieldline/domain/target-refusal";
import { measureHttp } from "./http.ts";
import { lostReason } from "./lost-reason.ts";
import type { Reach } from "./permitted-addresses.ts";
import { measureTcp } from "./tcp.ts";

/** A reply that came, and its round-trip time in ms. */
export interface Answered {
  rttMs: number;
}
/** One packet's outcome: its round-trip time in ms, or why it is lost. */
type Outcome = Pick<Sample, "rttMs" | "error">;
export type MeasuredPacket = Omit<Sample, "seq" | "tick">;

/** What of the network is asked before a packet goes out. */
export interface Network {
  /** The policy in force, some seconds old at most. */
  policy(): Promise<ReadyPolicy>;
  /** The policy as it stands this moment. */
  newestPolicy(): Promise<ReadyPolicy>;
  /** The addresses of a name; none where it does not resolve. */
  resolve: Reach["resolve"];
}

interface Tick {
  tick: number;
  /** How long each packet may wait, in ms. */
  waitMs: number;
  clock: () => number;
  network: Network;
}

/**
 * Sends a tick's packets, six at a time, and gives their outcomes in the order of sending.
 * Throws TARGET_DENIED where the policy lets no packet go out.
 */
export async function measureTick(spec: ProbeSpec, tick: Tick): Promise<MeasuredPacket[]> {
  const { network } = tick;
  try {
    return await sendAll(spec, tick, network.policy);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // An administrator may have allowed it a moment ago, and a refusal ends the job.
    return sendAll(spec, tick, network.newestPolicy);
  }
}

async function sendAll(spec: ProbeSpec, tick: Tick, policy: Network["policy"]): Promise<MeasuredPacket[]> {
  const send = await sender(spec, tick, policy);
  const packets: MeasuredPacket[] = [];
  for (let first = 0; first < spec.packets; first += PACKETS_AT_ONCE) {
    const count = Math.min(PACKETS_AT_ONCE, spec.packets - first);
    const sent = Array.from({ length: count }, async (_, offset) => {
      const at = tick.clock();
      return { at, ...(await send(first + offset)) };
    });
    packets.push(...(await Promise.all(sent)));
  }
  return packets;
}

async function sender(
  spec: ProbeSpec,
  { tick, waitMs, network }: Tick,
  policy: Network["policy"],
): Promise<(packet: number) => Outcome | Promise<Outcome>> {
  const { vantage, method } = spec;
  if (vantage.kind === "simulator") return (packet) => simulate(vantage, tick, packet);
  if (vantage.kind !== "edge" || (method !== "tcp" && method !== "http"))
    throw new Error(`The edge cannot measure ${method} from ${vantage.kind}.`);
  const measure = method === "tcp" ? measureTcp : measureHttp;
  const reach = { policy: await policy(), resolve: network.resolve };
  return () => measure(spec, waitMs, reach).catch(lost);
}

function lost(error: unknown): Outcome {
  if (error instanceof DomainError) throw error;
  return { rttMs: null, error: lostReason(error) };
}
