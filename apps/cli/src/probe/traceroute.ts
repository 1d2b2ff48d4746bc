import { isIPv6 } from "node:net";
import type { Hop } from "@fieldline/domain/job";
import { lostReason, ProbeImpossible } from "./lost-reason.ts";
import { findPing, type Outcome, type PingPrograms, pingOnce, type Wait } from "./ping.ts";
import { readPing } from "./ping-output.ts";
import { findProgram, type Machine, runUntil } from "./program.ts";
import { readTracepath } from "./tracepath-output.ts";
import { type Route, readTraceroute, withoutSilentEnd } from "./traceroute-output.ts";

const MOST_HOPS = 30;
const MOST_QUERIES = 10;

type Trace = (address: string, wait: Wait) => Promise<Route>;

export interface Traced {
  hops: Hop[];
  /** One for each query. */
  outcomes: Outcome[];
}

/** Finds how this machine traces a route; throws ProbeImpossible where it cannot. */
export function createTracer(packets: number, machine: Machine): (address: string, wait: Wait) => Promise<Traced> {
  const trace = tracerOf(Math.min(packets, MOST_QUERIES), machine);
  const ping = optionalPing(machine);
  return async (address, wait) => {
    const [route, replies] = await Promise.all([trace(address, wait), pingTarget(ping, address, { packets, wait })]);
    const outcomes = replies.map((reply, index): Outcome => {
      const rttMs = route.targetRttMs[index] ?? null;
      return rttMs === null ? reply : { rttMs };
    });
    return { hops: route.hops, outcomes };
  };
}

function tracerOf(queries: number, machine: Machine): Trace {
  const traceroute = findProgram("traceroute", machine);
  if (traceroute) return (address, wait) => byTraceroute({ traceroute, machine, queries }, address, wait);
  const tracepath = findProgram("tracepath", machine);
  if (tracepath) return (address, wait) => byTracepath(tracepath, address, wait);
  const ping = optionalPing(machine);
  if (ping) return (address, wait) => byPings({ ping, machine }, address, wait);
  throw new ProbeImpossible(
    "NO_TRACEROUTE_PROGRAM",
    "This device has neither traceroute nor tracepath nor ping, so it cannot trace a route. Install one (on Debian and Ubuntu: traceroute).",
  );
}

function optionalPing(machine: Machine): PingPrograms | undefined {
  try {
    return findPing(machine);
  } catch {
    return undefined;
  }
}

interface ByTraceroute {
  traceroute: string;
  machine: Machine;
  queries: number;
}

function byTraceroute({ traceroute, machine, queries }: ByTraceroute, address: string, wait: Wait): Promise<Route> {
  const isV6 = isIPv6(address.replace(/%.*/, ""));
  const program = isV6 ? (findProgram("traceroute6", machine) ?? traceroute) : traceroute;
  // BSD and busybox ask one hop after another and take whole seconds alone, so a silent hop must cost little.
  const perQuery = String(Math.max(1, Math.min(3, Math.floor(wait.waitMs / 10_000))));
  const args = ["-n", "-q", String(queries), "-w", perQuery, "-m", String(MOST_HOPS), address];
  return runUntil(program, args, wait).then((text) => {
    if (/not have enough privileges|Operation not permitted|must be (setuid )?root/i.test(text))
      throw new ProbeImpossible(
        "TRACEROUTE_NOT_PERMITTED",
        "This device's traceroute may not send. Allow it (install the Linux traceroute, which needs no right of its own) or run the agent as root.",
      );
    return readTraceroute(text, address);
  });
}

function byTracepath(tracepath: string, address: string, wait: Wait): Promise<Route> {
  return runUntil(tracepath, ["-n", "-m", String(MOST_HOPS), address], wait).then(readTracepath);
}

/**
 * Asks every distance at once by ping. Which router answered is what ping says; how long it took is not, so that is
 * taken from the process's own time and is too long by what starting it takes.
 */
async function byPings({ ping, machine }: { ping: PingPrograms; machine: Machine }, address: string, wait: Wait) {
  const option = machine.platform === "linux" ? "-t" : "-m";
  const hops = await Promise.all(
    Array.from({ length: MOST_HOPS }, async (_, index) => {
      const startedAt = performance.now();
      const text = await runUntil(ping.ping, ["-n", "-c", "1", option, String(index + 1), address], wait);
      return hopOf(text, { ttl: index + 1, address, tookMs: Math.round(performance.now() - startedAt) });
    }),
  );
  const end = hops.findIndex(({ ip }) => ip === address);
  const way = withoutSilentEnd(end < 0 ? hops : hops.slice(0, end + 1));
  return { hops: way, targetRttMs: end < 0 ? [] : (hops[end]?.rttMs ?? []) };
}

function hopOf(text: string, { ttl, address, tookMs }: { ttl: number; address: string; tookMs: number }): Hop {
  const { packets } = readPing(text);
  const reply = packets.find(({ rttMs }) => rttMs !== null);
  if (reply) return { ttl, ip: address, rttMs: [reply.rttMs] };
  const router = packets.map(({ error }) => /^time.* exceeded.*, says (\S+)$/.exec(error ?? "")?.[1]).find(Boolean);
  return router ? { ttl, ip: router, rttMs: [tookMs] } : { ttl, ip: null, rttMs: [null] };
}

/** The target often answers an echo request but not what traceroute sends. */
async function pingTarget(
  ping: PingPrograms | undefined,
  address: string,
  { packets, wait }: { packets: number; wait: Wait },
): Promise<Outcome[]> {
  const lost: Outcome = { rttMs: null, error: "the target did not answer" };
  const replies: Outcome[] = [];
  for (let sent = 0; sent < packets; sent++) replies.push(lost);
  if (!ping) return replies;
  return Promise.all(
    replies.map((none) =>
      pingOnce(ping, address, wait).catch((error: unknown) => {
        if (wait.signal.aborted) throw error;
        return error instanceof ProbeImpossible ? none : { rttMs: null, error: lostReason(error) };
      }),
    ),
  );
}
