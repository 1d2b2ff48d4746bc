import type { Sample } from "@fieldline/domain/job";

export const ORIGIN = Date.UTC(2026, 10, 22, 14, 0, 0);

export interface RunShape {
  ticks: number;
  packets?: number;
  /** The rtt of a packet; null where it is lost, undefined where its tick is missed. */
  rtt?: (tick: number, packet: number) => number | null | undefined;
}

/** A run at one tick a second, numbered from 1. */
export function runOf({ ticks, packets = 1, rtt = () => 17 }: RunShape): Sample[] {
  const samples: Sample[] = [];
  for (let tick = 0; tick < ticks; tick += 1)
    for (let packet = 0; packet < packets; packet += 1) {
      const rttMs = rtt(tick, packet);
      if (rttMs === undefined) continue;
      const at = ORIGIN + tick * 1_000;
      samples.push({ seq: samples.length + 1, tick, at, rttMs, ...(rttMs === null && { error: "no answer" }) });
    }
  return samples;
}
