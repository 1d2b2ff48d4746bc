import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { CalculationMethod, Coordinates, PrayerTimes } from "adhan";
import { VERSES } from "./verses.ts";

export interface SourceOptions {
  /** Any free one unless given. */
  port?: number;
  /** Each answer waits so long, in ms, as a source far away would have it. */
  delayMs?: number;
  clock?: () => number;
}

const CITIES: Record<string, [number, number]> = {
  brisbane: [-27.47, 153.03],
  berlin: [52.52, 13.4],
  jakarta: [-6.21, 106.85],
  london: [51.51, -0.13],
  toronto: [43.65, -79.38],
};
const COLLECTIONS = [
  { slug: "bukhari", entries: 620 },
  { slug: "muslim", entries: 540 },
  { slug: "tirmidhi", entries: 310 },
];
const RECITATIONS = 30;
const CURRENCIES = ["EUR", "USD", "GBP", "AUD", "JPY", "CHF", "SEK", "NZD", "CAD", "SGD", "IDR", "MYR"];

/** A small HTTP source for the sync agent: what it serves is made here, the same for the same day. */
export async function startSource({ port = 0, delayMs = 0, clock = Date.now }: SourceOptions = {}) {
  const server: Server = createServer((request, response) => {
    wait(delayMs)
      .then(() => answer(request, response, clock()))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, now: number): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://source");
  const body = bodyOf(pathname, searchParams, now);
  if (body === undefined) {
    response
      .writeHead(404, { "content-type": "application/json" })
      .end(JSON.stringify({ error: "There is nothing here." }));
    return;
  }
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
  const etag = `"${createHash("sha256").update(bytes).digest("hex").slice(0, 32)}"`;
  const type = Buffer.isBuffer(body) ? "application/octet-stream" : "application/json";
  if (request.headers["if-none-match"] === etag) response.writeHead(304, { etag }).end();
  else response.writeHead(200, { "content-type": type, etag, "content-length": bytes.length }).end(bytes);
}

function bodyOf(path: string, search: URLSearchParams, now: number): object | Buffer | undefined {
  const [, kind, name, page] = path.split("/");
  if (kind === "quran" && name === "chapters") return VERSES.map((verses, index) => ({ chapter: index + 1, verses }));
  if (kind === "prayer" && name)
    return prayerTimes(name, search.get("date") ?? new Date(now).toISOString().slice(0, 10));
  if (kind === "hadith" && name === "collections") return COLLECTIONS;
  if (kind === "hadith" && name) return hadithPage(name, Number(page));
  if (kind === "audio" && name === "index")
    return Array.from({ length: RECITATIONS }, (_, index) => recitation(index + 1));
  if (kind === "audio" && name)
    return Number(name) >= 1 && Number(name) <= RECITATIONS ? audioOf(Number(name)) : undefined;
  if (kind === "finance" && name === "currencies") return CURRENCIES;
  if (kind === "finance" && name) return CURRENCIES.includes(name) ? rates(name, now) : undefined;
  return undefined;
}

function prayerTimes(city: string, date: string) {
  const place = CITIES[city];
  const day = new Date(`${date}T12:00:00Z`);
  if (!place || Number.isNaN(day.getTime())) return undefined;
  const times = new PrayerTimes(new Coordinates(...place), day, CalculationMethod.MuslimWorldLeague());
  const { fajr, sunrise, dhuhr, asr, maghrib, isha } = times;
  return { city, date, fajr, sunrise, dhuhr, asr, maghrib, isha };
}

const PAGE = 50;

function hadithPage(slug: string, page: number) {
  const collection = COLLECTIONS.find((each) => each.slug === slug);
  if (!collection || !(page >= 1)) return undefined;
  const first = (page - 1) * PAGE + 1;
  const length = Math.max(0, Math.min(PAGE, collection.entries - first + 1));
  return {
    page,
    pages: Math.ceil(collection.entries / PAGE),
    entries: Array.from({ length }, (_, index) => ({
      number: first + index,
      grade: (first + index) % 9 ? "sahih" : "hasan",
    })),
  };
}

/** Bytes that are nobody's recitation: counted up from the number, so that a part in the wrong place is noticed. */
function audioOf(number: number): Buffer {
  const bytes = Buffer.alloc(48_000 + number * 1_000);
  for (let at = 0; at < bytes.length; at += 4) bytes.writeUInt32LE((number * 2_654_435_761 + at) >>> 0, at);
  return bytes;
}

function recitation(number: number) {
  const bytes = audioOf(number);
  return { number, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Made-up prices of one EUR, by the day, so that each two of them agree. */
function rates(base: string, now: number) {
  const day = Math.floor(now / 86_400_000);
  const price = (currency: string, index: number) =>
    currency === "EUR" ? 1 : 0.8 + index * 0.35 + 0.02 * Math.sin(day + index * 3);
  const prices = CURRENCIES.map(price);
  const own = prices[CURRENCIES.indexOf(base)] ?? 1;
  return {
    base,
    date: new Date(day * 86_400_000).toISOString().slice(0, 10),
    rates: Object.fromEntries(CURRENCIES.map((currency, index) => [currency, (prices[index] ?? 1) / own])),
  };
}
