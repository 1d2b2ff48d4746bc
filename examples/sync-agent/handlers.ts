import { createHash } from "node:crypto";
import { defineHandler, type Handler, JobError, type TaskContext } from "@fieldline/agent";
import { z } from "zod";
import { fetchBytes, fetchJson } from "./fetching.ts";
import { INPUTS } from "./inputs.ts";
import type { Store } from "./store.ts";

interface Parts {
  /** Where the source answers, such as `http://127.0.0.1:9100`. */
  source: string;
  store: Store;
  clock?: () => number;
}

const CHAPTERS = 114;
const ALL_VERSES = 6_236;
/** Rates that are passed on agree with each other to a thousandth. */
const CROSS_RATE_SHARE = 0.001;

const chapters = z.array(z.object({ chapter: z.int(), verses: z.int().min(1) }));
const instant = z.iso.datetime();
const times = z.object({
  fajr: instant,
  sunrise: instant,
  dhuhr: instant,
  asr: instant,
  maghrib: instant,
  isha: instant,
});
const collections = z.array(z.object({ slug: z.string(), entries: z.int() }));
const page = z.object({ pages: z.int(), entries: z.array(z.object({ number: z.int(), grade: z.string() })) });
const recitations = z.array(z.object({ number: z.int(), bytes: z.int(), sha256: z.string() }));
const currencies = z.array(z.string());
const rates = z.object({ base: z.string(), date: z.iso.date(), rates: z.record(z.string(), z.number().positive()) });

/** The five syncs: each fetches from the source, checks what came, and keeps it. */
export function syncHandlers({ source, store, clock = Date.now }: Parts): Handler[] {
  const again = { resumable: true };
  return [
    defineHandler(
      "sync.quran",
      INPUTS.quran,
      ({ force }, context) => syncQuran({ source, store, force }, context),
      again,
    ),
    defineHandler(
      "sync.prayer",
      INPUTS.prayer,
      (input, context) => syncPrayer({ source, store, clock, ...input }, context),
      again,
    ),
    defineHandler(
      "sync.hadith",
      INPUTS.hadith,
      ({ force }, context) => syncHadith({ source, store, force }, context),
      again,
    ),
    defineHandler(
      "sync.audio",
      INPUTS.audio,
      ({ force }, context) => syncAudio({ source, store, force }, context),
      again,
    ),
    defineHandler(
      "sync.finance",
      INPUTS.finance,
      (input, context) => syncFinance({ source, store, clock, ...input }, context),
      again,
    ),
  ];
}

interface Syncing {
  source: string;
  store: Store;
  force: boolean;
}

async function syncQuran({ source, store, force }: Syncing, context: TaskContext) {
  const known = store.find<{ verses: number }[]>("quran", "chapters");
  const url = `${source}/quran/chapters`;
  const fetched = await fetchJson({ url, schema: chapters, etag: force ? null : (known?.etag ?? null) }, context);
  if (!fetched) return { isUnchanged: true, chapters: known?.value.length };
  const verses = fetched.value.reduce((sum, chapter) => sum + chapter.verses, 0);
  expectThat(fetched.value.length === CHAPTERS, `${fetched.value.length} chapters came, not ${CHAPTERS}`);
  expectThat(verses === ALL_VERSES, `${verses} verses came, not ${ALL_VERSES}`);
  store.keep({ kind: "quran", key: "chapters", ...fetched });
  return { isUnchanged: false, chapters: CHAPTERS, verses };
}

interface Prayer extends Omit<Syncing, "force"> {
  clock(): number;
  cities: string[];
  days: number;
}

async function syncPrayer({ source, store, clock, cities, days }: Prayer, context: TaskContext) {
  const wanted = cities.flatMap((city) =>
    Array.from({ length: days }, (_, ahead) => ({ city, date: dateOf(clock() + ahead * 86_400_000) })),
  );
  await inTurn(wanted, context, async ({ city, date }) => {
    const fetched = await fetchJson({ url: `${source}/prayer/${city}?date=${date}`, schema: times }, context);
    const { fajr, sunrise, dhuhr, asr, maghrib, isha } = fetched?.value ?? {};
    const inOrder = [fajr, sunrise, dhuhr, asr, maghrib, isha].map((text) => Date.parse(text ?? ""));
    const isInOrder = inOrder.every((time, index) => index === 0 || time > (inOrder[index - 1] ?? 0));
    expectThat(isInOrder, `the times of ${city} on ${date} are not in order`);
    store.keep({ kind: "prayer", key: `${city}/${date}`, value: fetched?.value });
    return `${city}, ${date}`;
  });
  return { cities: cities.length, days, kept: store.count("prayer") };
}

async function syncHadith({ source, store, force }: Syncing, context: TaskContext) {
  const all = await fetchJson({ url: `${source}/hadith/collections`, schema: collections }, context);
  const result: Record<string, number> = {};
  for (const { slug, entries } of all?.value ?? []) {
    const first = await fetchJson({ url: `${source}/hadith/${slug}/1`, schema: page }, context);
    const pages = Array.from({ length: first?.value.pages ?? 0 }, (_, index) => index + 1);
    let seen = 0;
    await inTurn(pages, context, async (number) => {
      const key = `${slug}/${number}`;
      const known = store.find<z.output<typeof page>>("hadith", key);
      const url = `${source}/hadith/${key}`;
      const fetched =
        (await fetchJson({ url, schema: page, etag: force ? null : (known?.etag ?? null) }, context)) ?? known;
      const numbers = fetched?.value.entries.map((entry) => entry.number) ?? [];
      expectThat(
        numbers.every((each, index) => each === seen + index + 1),
        `${slug} has a hole on page ${number}`,
      );
      seen += numbers.length;
      if (fetched) store.keep({ kind: "hadith", key, ...fetched });
      return `${slug}, page ${number} of ${pages.length}`;
    });
    expectThat(seen === entries, `${slug} has ${seen} entries, not ${entries}`);
    result[slug] = seen;
  }
  return result;
}

async function syncAudio({ source, store, force }: Syncing, context: TaskContext) {
  const index = await fetchJson({ url: `${source}/audio/index`, schema: recitations }, context);
  let fetched = 0;
  let bytes = 0;
  await inTurn(index?.value ?? [], context, async ({ number, sha256, bytes: size }) => {
    const key = String(number);
    if (!force && store.hasFile("audio", key, sha256)) return `${number} was there`;
    const content = await fetchBytes(`${source}/audio/${number}`, context);
    expectThat(content.length === size, `recitation ${number} has ${content.length} bytes, not ${size}`);
    expectThat(createHash("sha256").update(content).digest("hex") === sha256, `recitation ${number} came damaged`);
    store.keepFile({ kind: "audio", key, sha256, bytes: content });
    fetched++;
    bytes += size;
    return `${number} fetched`;
  });
  return { recitations: index?.value.length, fetched, bytes };
}

interface Finance extends Omit<Syncing, "force"> {
  clock(): number;
  currencies?: string[] | undefined;
}

async function syncFinance({ source, store, clock, currencies: wanted }: Finance, context: TaskContext) {
  const all = await fetchJson({ url: `${source}/finance/currencies`, schema: currencies }, context);
  const bases = (all?.value ?? []).filter((currency) => !wanted || wanted.includes(currency));
  const today = dateOf(clock());
  const byBase = new Map<string, Record<string, number>>();
  await inTurn(bases, context, async (base) => {
    const fetched = await fetchJson({ url: `${source}/finance/${base}`, schema: rates }, context);
    const value = fetched?.value;
    expectThat(
      value?.base === base && value.date === today,
      `the rates of ${base} are of ${value?.date}, not of ${today}`,
    );
    byBase.set(base, value?.rates ?? {});
    refuseDisagreement(base, byBase);
    store.keep({ kind: "finance", key: `${today}/${base}`, value });
    return `${base}, ${byBase.size} of ${bases.length}`;
  });
  return { date: today, currencies: bases.length, kept: store.count("finance") };
}

/** A rate there and the rate back make one. */
function refuseDisagreement(base: string, byBase: ReadonlyMap<string, Record<string, number>>): void {
  for (const [other, back] of byBase) {
    const product = (byBase.get(base)?.[other] ?? 1) * (back[base] ?? 1);
    expectThat(
      Math.abs(product - 1) < CROSS_RATE_SHARE,
      `${base} and ${other} do not agree: there and back makes ${product}`,
    );
  }
}

/** Does one after the other, stops where the task is paused or cancelled, and tells how far it is. */
async function inTurn<T>(all: readonly T[], context: TaskContext, act: (each: T) => Promise<string>): Promise<void> {
  for (const [index, each] of all.entries()) {
    await context.paused();
    const words = await act(each);
    context.progress((100 * (index + 1)) / all.length, words);
  }
}

function expectThat(holds: boolean, otherwise: string): void {
  if (!holds) throw new JobError("CHECK_FAILED", `Not kept: ${otherwise}.`);
}

function dateOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
