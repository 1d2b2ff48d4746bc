import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage } from "./support/browser.ts";
import { type Fleet, makeFleet } from "./support/fleet.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { makeTasks, type Tasks } from "./support/tasks.ts";
import { until } from "./support/until.ts";

const WIDTHS = [1440, 1024, 360];
const SCHEMES = ["light", "dark"] as const;

let server: TestServer;
let browser: Browser;
let axe: string;
let runningId: string;
let endedId: string;
let reportPath: string;
let fleet: Fleet;
let tasks: Tasks;
let scheduleId: string;

beforeAll(async () => {
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  [server, browser, axe] = await Promise.all([startServer(), openBrowser(), readFile(source, "utf8")]);
  const simulate = (scenario: "healthy" | "intermittent" | "offline", accountNumber: string) =>
    server.api.jobs.create.mutate({
      kind: "probe",
      target: { host: "203.0.113.47", accountNumber, mac: "00:11:22:33:44:55" },
      method: "simulated",
      vantage: { kind: "simulator", scenario, seed: 5 },
      cadenceMs: 1_000,
      durationMs: 600_000,
    });
  const [running, ended] = await Promise.all([simulate("intermittent", "ACC-7731"), simulate("healthy", "ACC-2210")]);
  await simulate("offline", "ACC-5518");
  runningId = running.id;
  endedId = ended.id;
  const { url } = await server.api.jobs.share.mutate({ id: runningId, expiresInMs: 86_400_000 });
  reportPath = new URL(url).pathname;
  fleet = await makeFleet(server);
  ({ id: scheduleId } = await server.api.schedules.create.mutate({
    name: "Nightly check",
    cron: "0 3 * * *",
    timeZone: "Europe/Berlin",
    templateId: "health-check",
    target: { kind: "device", deviceId: fleet.deviceId },
  }));
  await server.api.schedules.runNow.mutate({ id: scheduleId });
  tasks = await makeTasks(server);
  await server.api.queues.pause.mutate({ name: "batch", note: "The source is moved" });
  await until(async () => ((await server.api.jobs.summary.query({ id: endedId })).summary?.sent ?? 0) > 3, "samples");
  await server.api.jobs.cancel.mutate({ id: endedId, reason: "wrong modem" });
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

/** Each page with something on it that shows that it is there. */
const PAGES: { path: () => string; shows: string; isOpen?: boolean }[] = [
  { path: () => "/", shows: "Overview" },
  { path: () => "/jobs", shows: "ACC-7731" },
  { path: () => "/jobs?q=nothing-like-this", shows: "Nothing matches" },
  { path: () => "/jobs/new", shows: "Start the probe" },
  { path: () => "/jobs/new-task?template=close-the-books", shows: "It cannot be opened again" },
  { path: () => `/jobs/${runningId}`, shows: "Round-trip time" },
  { path: () => `/jobs/${endedId}`, shows: "Cancelled" },
  { path: () => "/jobs/018f0000-0000-7000-8000-000000000000", shows: "There is no such job" },
  { path: () => "/tech/", shows: "Start a probe" },
  { path: () => `/tech/jobs/${runningId}`, shows: "Latency" },
  { path: () => "/people", shows: "ada@example.net" },
  { path: () => "/audit", shows: "created the job" },
  { path: () => "/settings", shows: "Duration presets" },
  { path: () => "/account", shows: "Access tokens" },
  { path: () => "/sign-in", shows: "Forgotten?", isOpen: true },
  { path: () => reportPath, shows: "Fieldline", isOpen: true },
  { path: () => `${reportPath}x`, shows: "not valid any more", isOpen: true },
  { path: () => "/tech/mine", shows: "203.0.113.47" },
  { path: () => "/devices", shows: "gw-13" },
  { path: () => "/devices/groups", shows: "Cabinets west" },
  { path: () => "/devices/enrollments", shows: "gw-20" },
  { path: () => `/devices/${fleet.deviceId}`, shows: "Update gw-12" },
  { path: () => "/templates", shows: "Restart a service" },
  { path: () => "/templates/update-config", shows: "Update a configuration file" },
  { path: () => "/templates/new", shows: "New template" },
  { path: () => "/handlers", shows: "download-file" },
  { path: () => "/handlers/download-file", shows: "download-file" },
  { path: () => "/handlers/new", shows: "New handler" },
  { path: () => "/rollouts", shows: "Health check" },
  { path: () => "/rollouts/new", shows: "New rollout" },
  { path: () => `/rollouts/${fleet.rolloutId}`, shows: "gw-13" },
  { path: () => "/queues", shows: "The source is moved" },
  { path: () => "/schedules", shows: "Nightly check" },
  { path: () => "/schedules?view=calendar", shows: "Times in your zone" },
  { path: () => "/schedules/new", shows: "Make the schedule" },
  { path: () => `/schedules/${scheduleId}`, shows: "Run now by you" },
  { path: () => `/jobs/${fleet.failedId}`, shows: "Job for line.service failed." },
  { path: () => `/jobs/${fleet.waitingId}`, shows: "Waits for gw-13" },
  { path: () => `/jobs/${fleet.tracedId}`, shows: "203.0.113.77" },
  { path: () => `/jobs/${tasks.failedId}`, shows: "October is locked already" },
  { path: () => `/jobs/${tasks.blockedId}`, shows: "Waits for another job" },
  { path: () => "/templates/close-the-books", shows: "Close the books" },
  { path: () => "/doctor", shows: "Is everything as it should be?" },
  { path: () => "/tech/sign-in", shows: "Sign in", isOpen: true },
];

describe.each(SCHEMES)("in %s", (colorScheme) => {
  describe.each(WIDTHS)("at %i px", (width) => {
    // One browser for those who have signed in and one for those who have not, as a reader has.
    const windows = new Map<boolean, ReturnType<typeof openPage>>();
    function windowOf(isOpen: boolean) {
      const options: BrowserContextOptions = { colorScheme, viewport: { width, height: width < 500 ? 780 : 900 } };
      const url = { url: "about:blank", origin: server.url };
      const opened = windows.get(isOpen) ?? openPage(browser, { ...options, ...url, ...(isOpen && { as: null }) });
      windows.set(isOpen, opened);
      return opened;
    }
    afterAll(async () => {
      for (const opened of windows.values()) await (await opened).page.context().close();
    });

    it.each(PAGES)("$shows: accessible, whole, and without a complaint", async ({ path, shows, isOpen = false }) => {
      const { page, complaints } = await windowOf(isOpen);
      complaints.length = 0;
      await page.goto(server.url + path());
      await page.getByText(shows).first().waitFor();
      expect(await violations(page)).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0);
      // A browser reports the answer that these pages are about.
      const expected = isOpen ? /40[14]/ : shows === "There is no such job" ? /404/ : /(?!)/;
      expect(complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
    });
  });
});

it.each([
  "/",
  "/jobs",
  "/jobs/new",
  "/people",
  "/audit",
  "/settings",
  "/account",
  "/devices",
  "/templates",
  "/rollouts",
  "/queues",
  "/schedules",
  "/tech/",
])("%s does not shift once it is painted", async (path) => {
  const { page } = await openPage(browser, {
    viewport: { width: 1440, height: 900 },
    url: "about:blank",
    origin: server.url,
  });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(server.url + path, { waitUntil: "networkidle" });
  const shift = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
  expect(shift).toBeLessThan(0.01);
  await page.context().close();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      nodes: { html: string }[];
    }
    const result = await axe.run();
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
  });
}
