import { env } from "cloudflare:workers";
import { expect, it, vi } from "vitest";
import { lookUp } from "../src/job/measure/look-up.ts";
import { NameCache } from "../src/job/measure/name-cache.ts";

function cached(answers: Record<string, string[]>) {
  const clock = { now: 0 };
  const ask = vi.fn(async (name: string) => {
    const addresses = answers[name];
    if (!addresses) throw new Error("the resolver is away");
    return addresses;
  });
  const cache = new NameCache(() => clock.now);
  return { clock, ask, cache, resolve: cache.resolverBy(ask) };
}

it("asks for a name once in thirty seconds, also for another object", async () => {
  const { clock, ask, cache, resolve } = cached({ "a.test": ["192.0.2.1"] });
  await Promise.all([resolve("a.test"), resolve("a.test")]);
  clock.now = 29_999;
  expect(await cache.resolverBy(ask)("a.test")).toEqual(["192.0.2.1"]);
  expect(ask).toHaveBeenCalledTimes(1);
  clock.now = 30_000;
  await resolve("a.test");
  expect(ask).toHaveBeenCalledTimes(2);
});

it("asks sooner for a name that did not resolve, and at once where the resolver failed", async () => {
  const { clock, ask, resolve } = cached({ "none.test": [] });
  await resolve("none.test");
  clock.now = 4_999;
  await resolve("none.test");
  expect(ask).toHaveBeenCalledTimes(1);
  clock.now = 5_000;
  await resolve("none.test");
  expect(ask).toHaveBeenCalledTimes(2);
  await expect(resolve("away.test")).rejects.toThrow();
  await expect(resolve("away.test")).rejects.toThrow();
  expect(ask).toHaveBeenCalledTimes(4);
});

it("does not have one object wait for what another has under way", async () => {
  const cache = new NameCache(() => 0);
  void cache.resolverBy(() => new Promise(() => {}))("a.test");
  expect(await cache.resolverBy(async () => ["192.0.2.1"])("a.test")).toEqual(["192.0.2.1"]);
});

it("keeps ten thousand names at most", async () => {
  const { ask, resolve } = cached(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`${i}.test`, ["::"]])));
  for (let i = 0; i <= 10_000; i++) await resolve(`${i}.test`);
  await resolve("10000.test");
  expect(ask).toHaveBeenCalledTimes(10_001);
  await resolve("0.test");
  expect(ask).toHaveBeenCalledTimes(10_002);
});

it("asks the machine's resolver, and nobody for localhost", async () => {
  expect(await lookUp("mixed.test", env.RESOLVER)).toEqual(["169.254.169.254", "127.0.0.1"]);
  expect(await lookUp("no-such-host.test", env.RESOLVER)).toEqual([]);
  await expect(lookUp("broken.test", env.RESOLVER)).rejects.toThrow("502");
  expect(await lookUp("db.localhost", env.RESOLVER)).toEqual(["127.0.0.1", "::1"]);
});

it("asks by DNS over HTTPS where there is no such resolver", async () => {
  const answers: Record<string, object> = {
    A: {
      Status: 0,
      Answer: [
        { type: 5, data: "b.test." },
        { type: 1, data: "192.0.2.1" },
      ],
    },
    AAAA: { Status: 0 },
  };
  const ask = vi.spyOn(globalThis, "fetch").mockImplementation(async (url) => {
    const { searchParams } = new URL(String(url));
    if (searchParams.get("name") === "none.test") return Response.json({ Status: 3 });
    if (searchParams.get("name") === "broken.test") return Response.json({ Status: 2 });
    return Response.json(answers[searchParams.get("type") ?? ""]);
  });
  try {
    expect(await lookUp("a.test", undefined)).toEqual(["192.0.2.1"]);
    expect(await lookUp("none.test", undefined)).toEqual([]);
    await expect(lookUp("broken.test", undefined)).rejects.toThrow("status 2");
  } finally {
    ask.mockRestore();
  }
});
