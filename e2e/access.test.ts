import { createFieldlineClient } from "@fieldline/client/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeToken } from "../scripts/server/sign-in.ts";
import { DESK, openBrowser, openPage, PHONE } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { startTarget, type Target } from "./support/target.ts";

const LIMIT = 50;
const TECHNICIAN = { name: "Tom Fields", email: "tom@example.net" };

let server: TestServer;
let target: Target;
let browser: Browser;
let desk: Page;
let phone: Page;
let complaints: string[];
let password: string;

beforeAll(async () => {
  [server, target, browser] = await Promise.all([startServer({ printsPassword: true }), startTarget(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await target?.unplug();
  await server?.dispose();
});

it("the first start prints a password, and whoever has it signs in", async () => {
  expect(server.admin.password).toMatch(/^\S{16}$/);
  ({ page: desk, complaints } = await openPage(browser, { ...DESK, url: `${server.url}/jobs`, as: null }));
  await desk.getByRole("textbox", { name: "E-mail" }).fill(server.admin.email);
  await desk.getByLabel("Password", { exact: true }).fill("not the password");
  await desk.keyboard.press("Enter");
  await desk.getByText(/do not belong together/).waitFor();
  await desk.getByLabel("Password", { exact: true }).fill(server.admin.password);
  await desk.keyboard.press("Enter");
  await desk.getByRole("heading", { name: "Jobs" }).waitFor();
  expect(new URL(desk.url()).pathname).toBe("/jobs");
});

it("the administrator invites a technician, and is shown the password once", async () => {
  await desk.getByRole("link", { name: "People" }).click();
  await desk.getByRole("button", { name: "Invite" }).click();
  const dialog = desk.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill(TECHNICIAN.name);
  await dialog.getByRole("textbox", { name: "E-mail" }).fill(TECHNICIAN.email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  await dialog.getByText(`${TECHNICIAN.name} may sign in`).waitFor();
  password = await dialog.getByRole("textbox", { name: "The password" }).inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  await desk.getByText(TECHNICIAN.email).waitFor();
});

it("the technician signs in on the phone and starts a probe", async () => {
  phone = (await openPage(browser, { ...PHONE, url: `${server.url}/tech/`, as: null })).page;
  await phone.getByLabel("E-mail").fill(TECHNICIAN.email);
  await phone.getByLabel("Password", { exact: true }).fill(password);
  await phone.getByRole("button", { name: "Sign in" }).click();
  await startOnPhone();
  await phone.waitForURL(/\/tech\/jobs\/[0-9a-f-]{36}$/);
});

it("the technician meets the limit, and is told how many of how many and until when", async () => {
  const token = await makeToken(server.url, { email: TECHNICIAN.email, password });
  const api = createFieldlineClient({ baseUrl: server.url, headers: { authorization: `Bearer ${token}` } });
  for (let made = 1; made < LIMIT; made++)
    await api.jobs.create.mutate({
      kind: "probe",
      target: { host: "203.0.113.47" },
      method: "simulated",
      vantage: { kind: "simulator", scenario: "healthy" },
      cadenceMs: 60_000,
      durationMs: 600_000,
    });
  await phone.goto(`${server.url}/tech/`);
  await startOnPhone();
  await phone.getByText(/You have started 50 of 50 jobs today\. You can start more .* at 00:00/).waitFor();
});

it("what only an administrator may do is neither shown to the technician nor done", async () => {
  const { page } = await openPage(browser, {
    ...DESK,
    url: `${server.url}/settings`,
    as: { email: TECHNICIAN.email, password },
  });
  await page
    .getByText(/administrator/i)
    .first()
    .waitFor();
  expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(0);
  expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  await page.context().close();
});

it("the administrator raises the limit under Settings, and the technician goes on", async () => {
  await desk.getByRole("link", { name: "Settings" }).click();
  const limits = desk.getByRole("form", { name: "Limits" });
  await limits.getByRole("textbox", { name: "Jobs per person and day" }).fill("60");
  await limits.getByRole("button", { name: /^Save/ }).click();
  await desk
    .getByText(/Limits.*saved|saved.*Limits/i)
    .first()
    .waitFor();

  await startOnPhone();
  await phone.waitForURL(/\/tech\/jobs\/[0-9a-f-]{36}$/);
});

it("both stand in the audit, with who and from where", async () => {
  await desk.getByRole("link", { name: "Audit" }).click();
  await desk
    .getByText(/changed/)
    .first()
    .waitFor();
  const { items } = await server.api.audit.list.query({ limit: 100 });
  const raised = items.find(({ action }) => action === "config.set");
  expect(raised).toMatchObject({
    actor: { kind: "user", name: "Administrator" },
    entityId: "limits",
    before: { jobsPerUserPerDay: 50 },
    after: { jobsPerUserPerDay: 60 },
    address: "127.0.0.1",
  });
  const made = items.filter(({ action, actor }) => action === "job.create" && actor.name === TECHNICIAN.name);
  expect(made.length).toBe(51);
  expect(made.every(({ address, requestId }) => address === "127.0.0.1" && requestId !== null)).toBe(true);
  await desk.getByText(TECHNICIAN.name).first().waitFor();
});

it("a technician who is disabled is out at once, on the phone too", async () => {
  const { items } = await server.api.users.list.query({ search: TECHNICIAN.email });
  await server.api.users.disable.mutate({ id: items[0]?.id ?? "", reason: "left the company" });
  await phone.getByRole("heading", { name: "Sign in" }).waitFor();
  await phone.getByLabel("Password", { exact: true }).fill(password);
  await phone.getByRole("button", { name: "Sign in" }).click();
  await phone.getByText(/account is disabled/).waitFor();
});

it("no page broke the content security policy", () => {
  expect(complaints.filter((text) => /Content Security Policy|unsafe-eval/i.test(text))).toEqual([]);
});

async function startOnPhone(): Promise<void> {
  await phone.getByRole("textbox", { name: /Account, MAC, IP or host/ }).fill(`127.0.0.1:${target.port}`);
  await phone.getByText(/^Taken as/).waitFor();
  await phone.getByRole("button", { name: "Start", exact: true }).click();
}
