import { isIP } from "node:net";
import type { Hop } from "@fieldline/domain/job";

/** How far away the target was seen, and the way to it. */
export interface Route {
  hops: Hop[];
  /** The target's own round-trip times by query, in ms; empty where none of its answers was seen. */
  targetRttMs: (number | null)[];
}

const HOP = /^ {0,4}(\d{1,3})[: ] {0,4}(\S.*)$/;
const MORE_OF_HOP = /^ {3,8}([\da-f][\da-f:.%\w-]* .*)$/i;
const MOST_HOPS = 255;
const MOST_QUERIES = 10;
const HEADER = /^traceroute6? to \S+ \(([\da-f:.%\w-]+)\)/i;

/**
 * Reads what `traceroute -n` printed: of Linux, busybox, inetutils, macOS or BSD. A hop of several routers keeps the
 * address that answered most; hops after the last that answered are left out.
 */
export function readTraceroute(text: string, target: string): Route {
  const raw: { ttl: number; answers: Answer[] }[] = [];
  let address = target;
  for (const line of text.split(/\r?\n/)) {
    const header = HEADER.exec(line);
    if (header?.[1]) address = header[1];
    const hop = HOP.exec(line);
    const more = MORE_OF_HOP.exec(line);
    const last = raw.at(-1);
    if (hop && Number(hop[1]) === (last?.ttl ?? 0) + 1 && raw.length < MOST_HOPS)
      raw.push({ ttl: Number(hop[1]), answers: answersIn(hop[2] ?? "") });
    else if (more && last) last.answers.push(...answersIn(more[1] ?? ""));
  }
  return routeOf(raw, address);
}

interface Answer {
  ip: string | null;
  rttMs: number | null;
}

const FIGURE = /^(\d{1,7}(?:[.,]\d{1,6})?)(ms)?$/;

/** An address holds for the figures that follow it, on this line and until the next address. */
function answersIn(line: string): Answer[] {
  const words = line.slice(0, 2_000).split(/\s+/);
  const answers: Answer[] = [];
  let ip: string | null = null;
  for (const [index, word] of words.entries()) {
    const [, figure, unit = words[index + 1]] = FIGURE.exec(word) ?? [];
    const address = word.replace(/^\((.*)\)$/, "$1");
    if (word === "*") answers.push({ ip: null, rttMs: null });
    else if (isIP(address.replace(/%.*/, ""))) ip = address;
    else if (figure && unit === "ms" && ip) answers.push({ ip, rttMs: Number(figure.replace(",", ".")) });
  }
  return answers;
}

function routeOf(raw: { ttl: number; answers: Answer[] }[], target: string): Route {
  const hops = raw.map(({ ttl, answers }): Hop => {
    const kept = answers.slice(0, MOST_QUERIES);
    return { ttl, ip: mostOften(kept), rttMs: kept.map(({ rttMs }) => rttMs) };
  });
  const ofTarget = raw.find(({ answers }) => answers.some(({ ip }) => ip === target));
  const targetRttMs = ofTarget?.answers.map(({ ip, rttMs }) => (ip === target ? rttMs : null)) ?? [];
  return { hops: withoutSilentEnd(hops), targetRttMs };
}

function mostOften(answers: Answer[]): string | null {
  const counts = new Map<string, number>();
  for (const { ip } of answers) if (ip !== null) counts.set(ip, (counts.get(ip) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Silence after the last answer is no hop: it goes on until the program gives up. */
export function withoutSilentEnd(hops: Hop[]): Hop[] {
  return hops.slice(0, hops.findLastIndex(({ ip }) => ip !== null) + 1);
}
