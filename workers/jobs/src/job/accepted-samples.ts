import { gridOf } from "@fieldline/domain/agenda";
import { DomainError } from "@fieldline/domain/errors";
import { type Grid, tickAt, tickCount } from "@fieldline/domain/grid";
import type { Sample } from "@fieldline/domain/job";
import type { JobRun } from "./job-run.ts";
import type { JobStore } from "./job-store.ts";

/** A device's clock is set by ours; it may be off by so much. */
const CLOCK_TOLERANCE_MS = 5_000;

interface Kept {
  run: JobRun;
  store: JobStore;
  now: number;
}

/**
 * The samples of a batch that follow those kept, up to the first hole. Throws INVALID_INPUT, with the path, at what
 * cannot have been measured: in the future, at a tick that is not of the grid or goes back, more packets than a tick has.
 */
export function acceptedSamples({ run, store, now }: Kept, batch: Sample[]): Sample[] {
  const { job } = run;
  const grid = gridOf(job);
  if (!grid || job.kind !== "probe") throw new DomainError("INVALID_INPUT", "Only a probe takes samples.");
  const recent = store.samplesAfter(Math.max(0, run.lastSeq - job.spec.packets), job.spec.packets);
  let { tick: lastTick, at: lastAt } = recent.at(-1) ?? { tick: -1, at: 0 };
  let packets = recent.filter(({ tick }) => tick === lastTick).length;
  const fresh: Sample[] = [];
  for (const [index, sample] of batch.entries()) {
    if (sample.seq <= run.lastSeq + fresh.length) continue;
    if (sample.seq > run.lastSeq + fresh.length + 1) break;
    packets = sample.tick === lastTick ? packets + 1 : 1;
    const fault = faultOf(sample, {
      grid,
      startedAt: job.startedAt ?? 0,
      now,
      lastTick,
      packets,
      most: job.spec.packets,
      hasHops: job.spec.method === "traceroute",
    });
    if (fault) throw invalid(`samples.${index}.${fault.field}`, fault.message);
    // Time goes on by the order of the samples, even where a device's clock was set back a little in between.
    lastAt = Math.max(lastAt, sample.at);
    lastTick = sample.tick;
    fresh.push({ ...sample, at: lastAt });
  }
  return fresh;
}

interface Bounds {
  grid: Grid;
  /** A pause moves the grid, and what was measured before it may come after. */
  startedAt: number;
  now: number;
  lastTick: number;
  packets: number;
  most: number;
  hasHops: boolean;
}

function faultOf({ tick, at, hops }: Sample, { grid, now, startedAt, lastTick, packets, most, hasHops }: Bounds) {
  if (hops && !hasHops) return { field: "hops", message: "Only a traceroute has hops. Leave them out." };
  if (at > now + CLOCK_TOLERANCE_MS)
    return { field: "at", message: `This sample is from the future: it is ${now} by the server's clock.` };
  if (at < startedAt - CLOCK_TOLERANCE_MS)
    return { field: "at", message: "This sample was measured before the probe began." };
  if (tick < 0 || tick >= tickCount(grid.durationMs, grid.cadenceMs) || tickAt(grid, tick) > now + CLOCK_TOLERANCE_MS)
    return { field: "tick", message: `Tick ${tick} is not due, or not of this probe's grid.` };
  if (tick < lastTick)
    return { field: "tick", message: `Tick ${tick} goes back: tick ${lastTick} was measured already.` };
  if (packets > most)
    return { field: "tick", message: `A tick of this probe has ${most} packets, and tick ${tick} has more.` };
  return undefined;
}

function invalid(path: string, message: string): DomainError {
  return new DomainError("INVALID_INPUT", message, { issues: [{ path, message }] });
}
