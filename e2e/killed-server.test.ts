import type { Sample } from "@fieldline/domain/job";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openBrowser, openPage } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { startTarget, type Target } from "./support/target.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let target: Target;
let browser: Browser;

beforeAll(async () => {
  [server, target, browser] = await Promise.all([startServer(), startTarget(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await target?.unplug();
  await server?.dispose();
});

it("a server killed in the middle of runs comes back with each of them and every acknowledged sample", async () => {
  const jobs = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      server.api.jobs.create.mutate({
        kind: "probe",
        target: { host: "127.0.0.1", port: target.port, accountNumber: `ACC-${index}` },
        method: "tcp",
        vantage: { kind: "edge" },
        cadenceMs: 1_000,
        durationMs: 300_000,
      }),
    ),
  );
  const ids = jobs.map(({ id }) => id);
  const [watched = ""] = ids;
  const { page } = await openPage(browser, { ...DESK, url: `${server.url}/jobs/${watched}` });
  await until(async () => (await samplesOf(watched)).length >= 5, "five samples");

  const acknowledged = new Map<string, Sample[]>();
  for (const id of ids) acknowledged.set(id, await samplesOf(id));
  await server.kill();
  await page
    .getByText(/showing what arrived until/i)
    .first()
    .waitFor();
  await server.startAgain();

  for (const id of ids) {
    const kept = acknowledged.get(id) ?? [];
    await until(async () => (await samplesOf(id)).length >= kept.length + 3, `job ${id} goes on`);
    const samples = await samplesOf(id);
    expect(samples.slice(0, kept.length)).toEqual(kept);
    expect(samples.map(({ seq }) => seq)).toEqual(samples.map((_, index) => index + 1));
    const { summary, status } = await server.api.jobs.get.query({ id });
    expect(status).toBe("running");
    expect(summary).toMatchObject({ lossPercent: 0 });
    expect(summary?.missedTicks).toBeGreaterThan(0);
  }
  await until(
    async () => /were not measured/.test((await page.locator("main").textContent()) ?? ""),
    "the gap in the log",
  );
  const shown = Number((await page.locator('dt:text-is("Sent") + dd').first().textContent()) ?? "");
  expect(shown).toBeGreaterThan(acknowledged.get(watched)?.length ?? 0);
});

async function samplesOf(id: string): Promise<Sample[]> {
  return (await server.api.jobs.samples.query({ id, limit: 10_000 })).items;
}
