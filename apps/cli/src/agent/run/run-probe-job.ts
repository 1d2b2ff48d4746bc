import type { WorkPorts } from "@fieldline/agent/executor";
import { pause } from "@fieldline/agent/pause";
import { reportedError } from "@fieldline/agent/reported-error";
import type { Work } from "@fieldline/agent/work";
import { type Grid, tickAt, tickCount } from "@fieldline/domain/grid";
import type { ProbeSpec, Sample } from "@fieldline/domain/job";
import { lastTickEndsAt, planTick } from "@fieldline/domain/plan-tick";

/** The outcome of one packet, its time by this machine's clock. */
export type Measurement = Omit<Sample, "seq" | "tick">;
export interface Prober {
  measure(waitMs: number, signal: AbortSignal): Promise<Measurement[]>;
  close(): void | Promise<void>;
}

/** How this machine measures. */
export interface ProbeMeans {
  /** Throws an error with a code where this device cannot measure so. */
  createProber(spec: ProbeSpec): Prober | Promise<Prober>;
}
type ProbePorts = WorkPorts & ProbeMeans;

/** A timer does not count the time that the machine sleeps, so no wait is longer than this. */
const LONGEST_WAIT_MS = 1_000;
/** A measurement that took so much longer than allowed was held up on this machine, and what it lost says nothing about the target. */
const SLEPT_MS = 1_000;
/** A lost packet is known a little after its wait, when the next tick may be due: so many may be under way. */
const MOST_TICKS_UNDER_WAY = 4;

/** Measures on the probe's grid until its last tick, then says that it is completed. */
export async function runProbeJob(work: Work, ports: ProbePorts): Promise<void> {
  const { spool, clock, createProber, notify, log } = ports;
  const spec = work.assignment.spec as ProbeSpec;
  let prober: Prober | undefined;
  try {
    prober = await createProber(spec);
    spool.jobs.begin(work.ref);
    await measureTicks(work, prober, ports);
    if (!work.control.signal.aborted) spool.conclude(work.ref, { status: "completed" }, clock.now());
  } catch (thrown) {
    if (work.control.signal.aborted) return;
    const { code, message } = thrown as { code?: unknown; message: string };
    log.error("A probe cannot go on.", { ...work.ref, words: message });
    spool.conclude(work.ref, { status: "failed", error: reportedError(code, message) }, clock.now());
  } finally {
    await prober?.close();
    if (work.control.endReason === "cancelled") spool.jobs.end(work.ref, clock.now());
    notify(work);
  }
}

async function measureTicks(work: Work, prober: Prober, ports: ProbePorts): Promise<void> {
  const { spool, clock } = ports;
  const { control } = work;
  const spec = work.assignment.spec as ProbeSpec;
  const ticks = new TicksUnderWay();
  let nextTick = (spool.jobs.find(work.ref)?.lastTick ?? -1) + 1;
  while (!control.signal.aborted && !ticks.hasFailed) {
    await control.waitWhilePaused();
    const grid: Grid = { originMs: work.originMs, cadenceMs: spec.cadenceMs, durationMs: spec.durationMs };
    const now = clock.now();
    if (nextTick >= tickCount(grid.durationMs, grid.cadenceMs) || now >= lastTickEndsAt(grid, spec)) break;
    const plan = planTick(grid, { nextTick, now, packets: spec.packets, timeoutMs: spec.timeoutMs });
    if (plan) nextTick = plan.tick + 1;
    if (plan?.waitMs !== undefined && ticks.count < MOST_TICKS_UNDER_WAY && spool.size.hasRoom(now))
      ticks.add(measureTick(prober, plan.waitMs, { work, ...ports }), (packets) => {
        spool.samples.add(work.ref, plan.tick, packets);
        ports.notify(work);
      });
    await pause(Math.min(LONGEST_WAIT_MS, Math.max(1, tickAt(grid, nextTick) - clock.now())), control.change);
  }
  await ticks.end();
}

/** Ticks whose packets are not all back; each is kept after the one before it. */
class TicksUnderWay {
  count = 0;
  #kept: Promise<void> = Promise.resolve();
  #failure: { thrown: unknown } | undefined;

  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  add(measured: Promise<Measurement[] | undefined>, keep: (packets: Measurement[]) => void): void {
    this.count++;
    const before = this.#kept;
    this.#kept = Promise.all([measured, before])
      .then(([packets]) => packets && packets.length > 0 && keep(packets))
      .catch((thrown) => {
        this.#failure ??= { thrown };
      })
      .then(() => {
        this.count--;
      });
  }

  /** Resolves when all are kept; throws what one of them threw. */
  async end(): Promise<void> {
    await this.#kept;
    if (this.#failure) throw this.#failure.thrown;
  }
}

interface Measuring extends ProbePorts {
  work: Work;
}

/** The packets of one tick, or undefined where it is missed. */
async function measureTick(
  prober: Prober,
  waitMs: number,
  { work, clock, log }: Measuring,
): Promise<Measurement[] | undefined> {
  const { signal } = work.control;
  const startedAt = clock.now();
  const packets = await prober.measure(waitMs, signal);
  if (signal.aborted) return undefined;
  const tookMs = clock.now() - startedAt;
  if (tookMs > waitMs + SLEPT_MS && packets.some(({ rttMs }) => rttMs === null)) {
    log.warn("This machine slept or was held up during a tick, which is missed.", { ...work.ref, tookMs });
    return undefined;
  }
  return packets.map((packet) => ({ ...packet, at: clock.ofLocal(packet.at) }));
}
