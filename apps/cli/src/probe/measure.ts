import type { ProbeSpec, Sample } from "@fieldline/domain/job";
import { measureHttp } from "./http.ts";
import { Lost, lostReason, ProbeImpossible } from "./lost-reason.ts";
import { HostName } from "./names.ts";
import { findPing, NotMeasured, type Outcome, pingOnce, type Wait } from "./ping.ts";
import { type Machine, thisMachine } from "./program.ts";
import { openSocket } from "./tcp.ts";
import { createTracer } from "./traceroute.ts";
import { sendWithin } from "./within.ts";

export { ProbeImpossible };

export type MeasuredPacket = Omit<Sample, "seq" | "tick">;

export interface Prober {
  /**
   * Sends one tick's packets and gives their outcomes in the order of sending, `waitMs` and little more after the
   * call; those that this machine was too busy to measure are left out, and all when the signal was aborted. Throws ProbeImpossible where this machine cannot measure.
   */
  measure(waitMs: number, signal: AbortSignal): Promise<MeasuredPacket[]>;
  /** Ends what is still under way. */
  close(): void;
}

type MeasureTick = (wait: Wait) => Promise<MeasuredPacket[]>;

/** Makes ready to measure what `spec` asks for; throws ProbeImpossible where this machine cannot. */
export function createProber(spec: ProbeSpec, machine: Machine = thisMachine()): Prober {
  const tick = tickOf(spec, machine);
  const closing = new AbortController();
  return {
    async measure(waitMs, signal) {
      const over = new AbortController();
      const abort = () => over.abort();
      const sources = [signal, closing.signal];
      for (const source of sources) source.addEventListener("abort", abort, { once: true });
      if (sources.some(({ aborted }) => aborted)) abort();
      try {
        return await tick({ waitMs, signal: over.signal });
      } catch (error) {
        if (over.signal.aborted) return [];
        throw error;
      } finally {
        for (const source of sources) source.removeEventListener("abort", abort);
      }
    },
    close: () => closing.abort(),
  };
}

function tickOf(spec: ProbeSpec, machine: Machine): MeasureTick {
  const name = new HostName(spec.target.host);
  const first = async () => (await name.addresses(Date.now()))[0] ?? spec.target.host;
  switch (spec.method) {
    case "icmp": {
      const ping = findPing(machine);
      return atOnce({ packets: spec.packets, name }, async (wait) =>
        pingOnce(ping, await sendWithin(wait, first), wait),
      );
    }
    case "tcp":
      return atOnce({ packets: spec.packets, name }, (wait) =>
        sendWithin(wait, async (over) => {
          const addresses = await name.addresses(Date.now());
          const { socket, connectMs } = await openSocket(addresses, spec.target.port ?? 0, over);
          socket.destroy();
          return { rttMs: connectMs };
        }),
      );
    case "http":
      return atOnce({ packets: spec.packets, name }, (wait) =>
        sendWithin(wait, async (over) => ({ rttMs: await measureHttp(spec, name, over) })),
      );
    case "traceroute":
      return traceTick(spec, { name, first, trace: createTracer(spec.packets, machine) });
    default:
      throw new ProbeImpossible("METHOD_NOT_SUPPORTED", `A device cannot measure by the method ${spec.method}.`);
  }
}

interface Packets {
  packets: number;
  name: HostName;
}

/** All packets of a tick leave together: each has its whole time to wait, and the tick takes no longer than one. */
function atOnce({ packets, name }: Packets, send: (wait: Wait) => Promise<Outcome>): MeasureTick {
  const one = async (wait: Wait): Promise<MeasuredPacket[]> => {
    const at = Date.now();
    try {
      return [{ at, ...(await send(wait)) }];
    } catch (error) {
      return error instanceof NotMeasured ? [] : [{ at, ...lostOr(error, wait, name) }];
    }
  };
  return async (wait) => (await Promise.all(Array.from({ length: packets }, () => one(wait)))).flat();
}

function lostOr(error: unknown, { signal }: Wait, name: HostName): Outcome {
  if (signal.aborted || error instanceof ProbeImpossible) throw error;
  // Its time went by before anything could be sent.
  if (error instanceof Lost && name.isAsking) return { rttMs: null, error: "the name could not be looked up in time" };
  return { rttMs: null, error: lostReason(error) };
}

interface Tracing {
  name: HostName;
  first: () => Promise<string>;
  trace: ReturnType<typeof createTracer>;
}

/** The hops go with the first packet of the tick. */
function traceTick(spec: ProbeSpec, { name, first, trace }: Tracing): MeasureTick {
  return async (wait) => {
    const at = Date.now();
    try {
      const { hops, outcomes } = await trace(await sendWithin(wait, first), wait);
      return outcomes.map((outcome, index) => ({ at, ...outcome, ...(index === 0 && { hops }) }));
    } catch (error) {
      const lost = lostOr(error, wait, name);
      return Array.from({ length: spec.packets }, () => ({ at, ...lost }));
    }
  };
}
