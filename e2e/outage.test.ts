import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openBrowser, openPage, PHONE } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { startTarget, type Target } from "./support/target.ts";
import { until } from "./support/until.ts";

let server: TestServer;
let target: Target;
let browser: Browser;
let desk: Page;
let phone: Page;
let jobId: string;

beforeAll(async () => {
  [server, target, browser] = await Promise.all([startServer(), startTarget(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await target?.unplug();
  await server?.dispose();
});

it("a support agent starts a probe on a customer's address", async () => {
  desk = (await openPage(browser, { ...DESK, url: server.url })).page;
  await desk.getByRole("link", { name: "New probe" }).first().click();
  await desk.getByRole("textbox", { name: "Host" }).fill("127.0.0.1");
  await desk.getByRole("textbox", { name: "Port" }).fill(String(target.port));
  await desk.getByRole("textbox", { name: /Account/ }).fill("ACC-7731");
  await desk.getByRole("textbox", { name: /MAC/ }).fill("00-11-22-33-44-55");
  await desk.getByText("5 min", { exact: true }).click();
  await desk.getByText("300 samples over 5 m").waitFor();
  await desk.getByRole("button", { name: /Start the probe/ }).click();
  await desk.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  jobId = desk.url().split("/").at(-1) ?? "";
  await desk.getByRole("heading", { name: `TCP 127.0.0.1:${target.port}` }).waitFor();
});

it("each packet arrives on the desk and on the phone without a reload", async () => {
  phone = (await openPage(browser, { ...PHONE, url: `${server.url}/tech/jobs/${jobId}` })).page;
  const before = await sentOnDesk();
  await until(async () => (await sentOnDesk()) >= before + 4, "four more packets on the desk");
  await until(async () => ((await lostOnPhone())?.of ?? 0) > 4, "packets on the phone");
  await desk.getByText("Healthy", { exact: true }).waitFor();
});

it("the target is unplugged for three seconds: both see the loss as it happens", async () => {
  await target.unplug();
  const unpluggedAt = Date.now();
  await Promise.all([
    until(async () => (await figure(desk, "Loss")) > 0, "loss on the desk"),
    until(async () => ((await lostOnPhone())?.lost ?? 0) > 0, "loss on the phone"),
    desk.getByText("Offline", { exact: true }).waitFor(),
    phone.getByText(/^Offline\./).waitFor(),
  ]);
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, 3_000 - (Date.now() - unpluggedAt))));
  await target.plugIn();
});

it("and that it answers again, with the loss kept in statistics, chart, verdict and log", async () => {
  await Promise.all([
    desk
      .getByText(/It lost \d+ packets in a row/)
      .first()
      .waitFor(),
    phone
      .getByText(/It lost \d+ packets in a row/)
      .first()
      .waitFor(),
  ]);
  await desk.getByText(/Offline\. No reply to the last 3 packets/).waitFor();
  await until(async () => /[1-9]\d*\sticks? with loss/.test(await chartLabel(desk)), "loss on the desk's chart");
  await until(async () => /[1-9]\d*\sticks? with loss/.test(await chartLabel(phone)), "loss on the phone's chart");

  const { summary } = await server.api.jobs.get.query({ id: jobId });
  const { items } = await server.api.jobs.samples.query({ id: jobId, limit: 10_000 });
  const lost = items.filter(({ rttMs }) => rttMs === null);
  expect(lost.length).toBeGreaterThanOrEqual(3);
  expect(lost.every(({ error }) => error === "connection refused or unreachable")).toBe(true);
  expect(summary?.missedTicks).toBe(0);
});

it("the verdict returns to healthy and names the outage", async () => {
  await desk
    .getByText(/after one outage of \d+ packets/)
    .first()
    .waitFor();
  await phone
    .getByText(/after one outage of \d+ packets/)
    .first()
    .waitFor();
});

it("the technician stops the probe, and the desk shows it at once", async () => {
  await phone.getByRole("button", { name: "Stop", exact: true }).click();
  await phone.getByRole("button", { name: /Stop/ }).last().click();
  await desk.getByText("Cancelled", { exact: true }).first().waitFor();
  const job = await server.api.jobs.get.query({ id: jobId });
  expect(job.status).toBe("cancelled");
  expect(job.cancelledAt).not.toBeNull();
  const { items } = await server.api.audit.list.query({ entityType: "job", entityId: jobId });
  expect(items.map(({ action }) => action)).toEqual(["job.cancel", "job.create"]);
});

async function figure(page: Page, term: string): Promise<number> {
  const value = page.locator(`dt:text-is("${term}") + dd`).first();
  return Number.parseFloat((await value.textContent().catch(() => "")) ?? "");
}

async function sentOnDesk(): Promise<number> {
  return (await figure(desk, "Sent")) || 0;
}

async function lostOnPhone(): Promise<{ lost: number; of: number } | undefined> {
  const text = (await phone.locator("main").textContent()) ?? "";
  const [, lost, of] = /(\d+) of (\d+) lost/.exec(text) ?? [];
  return lost === undefined ? undefined : { lost: Number(lost), of: Number(of) };
}

async function chartLabel(page: Page): Promise<string> {
  return (await page.getByRole("img", { name: /Round-trip time/ }).getAttribute("aria-label")) ?? "";
}
