import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TaskContext } from "@fieldline/agent";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSource } from "../source/source.ts";
import { syncHandlers } from "./handlers.ts";
import { Store } from "./store.ts";

const NOW = Date.UTC(2026, 10, 22, 9);
let source: Awaited<ReturnType<typeof startSource>>;
let store: Store;
let asked: { url: string; status: number }[];
let told: [number, string | undefined][];
let stopping: AbortController;

beforeEach(async () => {
  source = await startSource({ clock: () => NOW });
  store = new Store(":memory:");
  asked = [];
  told = [];
  stopping = new AbortController();
});
afterEach(async () => {
  store.close();
  await source.stop();
});

function context(): TaskContext {
  const nothing = () => {};
  return {
    job: {
      id: "j1",
      type: "t",
      name: "n",
      description: null,
      acceptanceCriteria: null,
      variables: {},
      timeoutAt: null,
    },
    attempt: 1,
    progress: (percent, message) => void told.push([percent, message]),
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    payload: ({ request, response }) =>
      void asked.push({ ...(request as { url: string }), ...(response as { status: number }) }),
    signal: stopping.signal,
    isPaused: false,
    async paused() {
      stopping.signal.throwIfAborted();
      return 0;
    },
  };
}

async function sync<T>(name: string, input: object = {}, url = source.url): Promise<T> {
  const handler = syncHandlers({ source: url, store, clock: () => NOW }).find(({ type }) => type === `sync.${name}`);
  const read = await handler?.schema?.["~standard"].validate(input);
  if (!read || read.issues) throw new Error(JSON.stringify(read?.issues));
  return (await handler?.run(read.value, context())) as T;
}

describe("each sync fetches, checks and keeps", () => {
  it("the chapters, and not again what has not changed", async () => {
    expect(await sync("quran")).toEqual({ isUnchanged: false, chapters: 114, verses: 6_236 });
    expect(await sync("quran")).toEqual({ isUnchanged: true, chapters: 114 });
    expect(await sync("quran", { force: true })).toMatchObject({ isUnchanged: false });
    expect(asked.map(({ status }) => status)).toEqual([200, 304, 200]);
  });

  it("the times of each place and day", async () => {
    expect(await sync("prayer", { days: 3 })).toEqual({ cities: 5, days: 3, kept: 15 });
    expect(store.find("prayer", "berlin/2026-11-24")).toBeDefined();
    expect(told.at(-1)).toEqual([100, "toronto, 2026-11-24"]);
    expect(await sync("prayer", { days: 3 })).toMatchObject({ kept: 15 });
  });

  it("every page without a hole", async () => {
    expect(await sync("hadith")).toEqual({ bukhari: 620, muslim: 540, tirmidhi: 310 });
    const before = asked.length;
    await sync("hadith");
    expect(asked.slice(before).filter(({ status }) => status === 304)).toHaveLength(13 + 11 + 7);
  });

  it("the files that are not there, by their checksums", async () => {
    expect(await sync("audio")).toEqual({ recitations: 30, fetched: 30, bytes: 1_905_000 });
    expect(await sync("audio")).toMatchObject({ fetched: 0 });
  });

  it("the rates of the day, each agreeing with the others", async () => {
    expect(await sync("finance")).toEqual({ date: "2026-11-22", currencies: 12, kept: 12 });
    expect(await sync("finance", { currencies: ["EUR", "AUD"] })).toMatchObject({ currencies: 2, kept: 12 });
  });
});

describe("what cannot be trusted is not kept", () => {
  async function bad(answers: Record<string, unknown>, act: (url: string) => Promise<unknown>) {
    const server = createServer((request, response) => {
      const body = answers[request.url ?? ""];
      response.writeHead(body === undefined ? 503 : 200).end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      return await act(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).then(
        () => "kept",
        (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
      );
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  it("where a chapter is missing", async () => {
    const chapters = [{ chapter: 1, verses: 7 }];
    const said = await bad({ "/quran/chapters": chapters }, (url) => sync("quran", {}, url));
    expect(said).toBe("CHECK_FAILED: Not kept: 1 chapters came, not 114.");
    expect(store.count("quran")).toBe(0);
  });

  it("where the rates are of yesterday, or do not agree", async () => {
    const rates = (base: string, back: number, date = "2026-11-22") => ({
      base,
      date,
      rates: { EUR: back, USD: back },
    });
    const answers = {
      "/finance/currencies": ["EUR", "USD"],
      "/finance/EUR": { ...rates("EUR", 1), rates: { EUR: 1, USD: 2 } },
    };
    const old = { ...answers, "/finance/EUR": rates("EUR", 1, "2026-11-21") };
    expect(await bad(old, (url) => sync("finance", {}, url))).toContain("are of 2026-11-21, not of 2026-11-22");
    const wrong = { ...answers, "/finance/USD": { ...rates("USD", 1), rates: { EUR: 0.6, USD: 1 } } };
    expect(await bad(wrong, (url) => sync("finance", {}, url))).toContain("USD and EUR do not agree");
  });

  it("where the source is away, with the address in the words", async () => {
    expect(await bad({}, (url) => sync("quran", {}, url))).toMatch(
      /^SOURCE_REFUSED: .*\/quran\/chapters answered 503$/,
    );
    expect(await bad({ "/quran/chapters": "?" }, (url) => sync("quran", {}, url))).toContain("BAD_SOURCE");
    await source.stop();
    await expect(sync("quran")).rejects.toMatchObject({ code: "SOURCE_AWAY" });
  });

  it("and nothing more is fetched once it is cancelled", async () => {
    stopping.abort(new Error("cancelled"));
    await expect(sync("finance")).rejects.toThrow("cancelled");
    expect(store.count("finance")).toBe(0);
  });
});
