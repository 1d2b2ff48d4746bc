import type { Hop } from "@fieldline/domain/job";
import { type Route, withoutSilentEnd } from "./traceroute-output.ts";

const LINE = /^ {0,3}(\d{1,3}): {1,4}(?:(no reply)|([\da-f][\da-f:.%\w-]*) +(\d{1,7}(?:[.,]\d{1,6})?)ms\b(.*))/i;

/** Reads what `tracepath -n` printed; of the lines of one hop the last counts. */
export function readTracepath(text: string): Route {
  const byTtl = new Map<number, Hop>();
  let targetRttMs: number[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, number, silent, ip, figure = "", rest = ""] = LINE.exec(line) ?? [];
    if (number === undefined) continue;
    const ttl = Number(number);
    if (silent) {
      if (!byTtl.has(ttl)) byTtl.set(ttl, { ttl, ip: null, rttMs: [null] });
      continue;
    }
    const rttMs = Number(figure.replace(",", "."));
    byTtl.set(ttl, { ttl, ip: ip ?? null, rttMs: [rttMs] });
    if (/\breached\b/.test(rest)) targetRttMs = [rttMs];
  }
  const hops = [...byTtl.values()].sort((a, b) => a.ttl - b.ttl);
  return { hops: withoutSilentEnd(hops), targetRttMs };
}
