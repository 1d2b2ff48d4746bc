import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startAgent, type TestAgent } from "./support/agent.ts";
import { DESK, openBrowser, openPage, PHONE } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let browser: Browser;
let agent: TestAgent | undefined;
let desk: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await agent?.dispose();
  await server?.dispose();
});

it("an operator enrols a device by the commands that the page shows, and sees it come", async () => {
  desk = (await openPage(browser, { ...DESK, url: `${server.url}/devices` })).page;
  await desk.getByRole("button", { name: "Enrol a device" }).first().click();
  await desk.getByLabel("Account number").fill("ACC-7731");
  await desk.getByRole("button", { name: "Make the token" }).click();
  const command = (await desk.getByText(/agent enroll --server/).textContent()) ?? "";
  const [, token = ""] = /--token (\S+)/.exec(command) ?? [];
  expect(command).toContain(server.url);
  agent = await startAgent(server, { name: "gw-12", token });
  await desk.getByText("gw-12 has just enrolled").waitFor();
  await desk.getByRole("link", { name: "Open gw-12" }).click();
  await desk.getByRole("heading", { name: "gw-12" }).waitFor();
  await desk.getByText("Online", { exact: true }).first().waitFor();
  await desk.getByText("ACC-7731").first().waitFor();
});

it("runs a template there and reads its output as it comes", async () => {
  await desk.getByRole("button", { name: "Run something" }).click();
  await desk.getByLabel("Template", { exact: true }).selectOption({ label: "Health check" });
  await desk.getByRole("button", { name: "Start", exact: true }).click();
  await desk.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await desk.getByText("== Memory").first().waitFor();
  await desk.getByText("Completed", { exact: true }).first().waitFor();
});

it("rolls it out over the fleet, and sees every device through", async () => {
  await desk.goto(`${server.url}/rollouts/new?template=health-check`);
  await desk.getByText("Every device", { exact: true }).click();
  await desk.getByRole("button", { name: "Start the rollout…" }).click();
  await desk.getByRole("button", { name: /Run on 1\sdevice/ }).click();
  await desk.waitForURL(/\/rollouts\/[0-9a-f-]{36}/);
  await desk.getByText(/1 of 1\sdevices? through/).waitFor();
});

it("a technician diagnoses from the device at the customer's line", async () => {
  const phone = (await openPage(browser, { ...PHONE, url: `${server.url}/tech/` })).page;
  await phone.getByLabel(/Account, MAC/).fill("ACC-7731");
  await phone.getByRole("button", { name: /Diagnose from gw-12/ }).click();
  await phone.getByLabel("Measure at IP or host").fill("127.0.0.1");
  await phone.getByRole("button", { name: "Start", exact: true }).click();
  await phone.waitForURL(/\/tech\/jobs\/[0-9a-f-]{36}/);
  await phone.getByText("Healthy").first().waitFor();
});
