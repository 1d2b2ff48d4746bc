import { isIPv6 } from "node:net";
import { Lost, ProbeImpossible } from "./lost-reason.ts";
import { NO_REPLY, readPing } from "./ping-output.ts";
import { findProgram, type Machine, runUntil } from "./program.ts";

export interface Outcome {
  rttMs: number | null;
  error?: string;
}

export interface Wait {
  waitMs: number;
  signal: AbortSignal;
}

export interface PingPrograms {
  ping: string;
  /** For IPv6 where it is a program of its own. */
  ping6: string | undefined;
}

/** Throws ProbeImpossible where this machine has no ping. */
export function findPing(machine: Machine): PingPrograms {
  const ping = findProgram("ping", machine);
  if (!ping)
    throw new ProbeImpossible(
      "NO_PING_PROGRAM",
      "This device has no ping program, so it cannot measure by ICMP. Install one (on Debian and Ubuntu: iputils-ping) or probe by tcp or http.",
    );
  return { ping, ping6: findProgram("ping6", machine) };
}

/** A busy machine starts a program late; its packet has its whole time all the same. */
const START_GRACE_MS = 250;

/** This machine was too busy for the packet to leave, or for its fate to be known: nothing was measured. */
export class NotMeasured extends Error {}

/**
 * One echo request by a process of its own: what ping counts as its interval and its timeout differs by
 * implementation, so neither is used, and each packet leaves when its tick says. The rtt is ping's own figure, and it alone decides what came too late. Lost is
 * what ping says to have sent and got no answer to. Throws NotMeasured where it did not come to say so.
 */
export async function pingOnce({ ping, ping6 }: PingPrograms, address: string, wait: Wait): Promise<Outcome> {
  const program = isIPv6(address.replace(/%.*/, "")) ? (ping6 ?? ping) : ping;
  const patient = { ...wait, waitMs: wait.waitMs + START_GRACE_MS };
  const text = await runUntil(program, ["-n", "-c", "1", address], patient).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") throw new ProbeImpossible("NO_PING_PROGRAM", "This device's ping program is gone.");
    if (typeof error.syscall === "string") throw new Lost(`this device could not start ping: ${error.code}`);
    throw error;
  });
  return outcomeOf(text, wait.waitMs);
}

function outcomeOf(text: string, waitMs: number): Outcome {
  const { packets, failure, transmitted = 0 } = readPing(text);
  if (failure?.kind === "notPermitted")
    throw new ProbeImpossible(
      "PING_NOT_PERMITTED",
      `This device's ping may not send: ${failure.message}. Allow it (as root: setcap cap_net_raw+p on the ping program) or probe by tcp or http.`,
    );
  const rttMs = packets.find((packet) => packet.rttMs !== null)?.rttMs;
  if (rttMs != null && rttMs <= waitMs) return { rttMs };
  const told = packets.find(({ error }) => error !== undefined && error !== NO_REPLY)?.error ?? failure?.message;
  if (told === undefined && rttMs === undefined && transmitted === 0) throw new NotMeasured();
  return { rttMs: null, error: told ?? `timed out after ${waitMs} ms` };
}
