import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openBrowser, openPage } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  page = (await openPage(browser, { ...DESK, url: `${server.url}/jobs/new` })).page;
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

const field = (name: string | RegExp) => page.getByRole("textbox", { name });
const start = () => page.getByRole("button", { name: /Start the probe/ }).click();
const isInvalid = async (name: string | RegExp) => (await field(name).getAttribute("aria-invalid")) === "true";

it("names the field of each mistake, and keeps what was typed", async () => {
  await field("Host").fill("http://not a host/");
  await field("Port").fill("70000");
  await field(/MAC/).fill("zz");
  await start();
  await page.getByText(/Not a host name/).waitFor();
  expect([await isInvalid("Host"), await isInvalid("Port"), await isInvalid(/MAC/)]).toEqual([true, true, true]);
  expect(await field("Host").inputValue()).toBe("http://not a host/");
  expect((await server.api.jobs.list.query()).items).toEqual([]);
});

it("shows text from outside as text", async () => {
  await page.getByText("Simulated", { exact: true }).click();
  await field("Host").fill("203.0.113.47");
  await field(/MAC/).fill("");
  const script = '<img src=x onerror="document.title=1"> \'; DROP TABLE jobs;--';
  await field(/Account/).fill(script);
  await start();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await page.getByText(script).first().waitFor();
  expect(await page.title()).not.toBe("1");
});

it("makes one job of a double click", async () => {
  const before = (await server.api.jobs.list.query()).items.length;
  await page.goto(`${server.url}/jobs/new`);
  await page.getByText("Simulated", { exact: true }).click();
  await field("Host").fill("198.51.100.9");
  await page.getByRole("button", { name: /Start the probe/ }).dblclick();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  expect((await server.api.jobs.list.query()).items.length).toBe(before + 1);
});

it("says which limit was met, how many of how many, and until when", async () => {
  const config = await server.api.config.get.query();
  await server.api.config.set.mutate({ key: "limits", value: { ...config.limits, jobsPerUserPerDay: 2 } });
  await page.goto(`${server.url}/jobs/new`);
  await page.getByText("Simulated", { exact: true }).click();
  await field("Host").fill("198.51.100.10");
  await start();
  await page
    .getByText(/created 2 of 2 jobs today.*00:00 UTC/)
    .first()
    .waitFor();
  expect(await field("Host").inputValue()).toBe("198.51.100.10");
});
