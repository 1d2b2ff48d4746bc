import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, openPage, PHONE } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

const DAY_MS = 86_400_000;

let server: TestServer;
let browser: Browser;
let jobId: string;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  const { id } = await server.api.jobs.create.mutate({
    kind: "probe",
    target: { host: "203.0.113.47", accountNumber: "ACC-7731", mac: "00:11:22:33:44:55" },
    method: "simulated",
    vantage: { kind: "simulator", scenario: "intermittent", seed: 5 },
    cadenceMs: 1_000,
    durationMs: 600_000,
    notes: "Calls every evening",
  });
  jobId = id;
  await until(async () => ((await server.api.jobs.summary.query({ id })).summary?.sent ?? 0) > 3, "samples");
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

const share = () => server.api.jobs.share.mutate({ id: jobId, expiresInMs: DAY_MS });

async function pagesOnPaper(page: Page, format: "A4" | "Letter"): Promise<number> {
  const pdf = await page.pdf({ format });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}

it("reads without signing in, and tells nothing of the customer", async () => {
  const { url } = await share();
  const { page, complaints } = await openPage(browser, { ...PHONE, url, as: null });
  await page.getByText("still running").waitFor();
  const html = await page.content();
  for (const hidden of ["ACC-7731", "00:11:22:33:44:55", "evening", "Sign in"]) expect(html).not.toContain(hidden);
  expect(await page.getAttribute("meta[name=robots]", "content")).toBe("noindex");
  expect(await page.locator("nav, a[href]").count()).toBe(0);
  expect(complaints).toEqual([]);
  await page.context().close();
});

it.each(["A4", "Letter"] as const)("prints on one page of %s, light from a dark screen", async (format) => {
  const { url } = await share();
  const { page } = await openPage(browser, { url, as: null, colorScheme: "dark" });
  await page.getByText("still running").waitFor();
  expect(await pagesOnPaper(page, format)).toBe(1);

  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--text"))).toBe(
    "#12191e",
  );
  expect(await page.getByRole("button").filter({ visible: true }).count()).toBe(0);
  expect(await page.locator("canvas").filter({ visible: true }).count()).toBe(0);
  expect(await page.locator("svg[role=img] path.stroke-accent").getAttribute("d")).toMatch(/^M/);

  await page.evaluate(() => document.querySelector("main")?.append(document.createElement("hr")));
  await page.addStyleTag({ content: "main hr { height: 300mm }" });
  expect(await pagesOnPaper(page, format)).toBe(2);
  await page.context().close();
});

it("is shared from the job's page, and withdrawn there", async () => {
  const { page } = await openPage(browser, { url: `${server.url}/jobs/${jobId}` });
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByLabel(/the account number/).check();
  await page.getByRole("button", { name: "Create the link" }).click();
  const url = await page.getByLabel("Link to the report").inputValue();

  const { page: reader } = await openPage(browser, { url, as: null });
  await reader.getByText("ACC-7731").waitFor();

  const withdraw = page.getByRole("button", { name: /^Withdraw/ });
  await until(async () => (await withdraw.count()) > 0, "the link in the list");
  while ((await withdraw.count()) > 0) {
    const before = await withdraw.count();
    await withdraw.first().click();
    await until(async () => (await withdraw.count()) < before, "one link less");
  }
  await page.keyboard.press("Escape");
  const focused = page.locator(":focus");
  await until(
    async () => (await focused.textContent({ timeout: 1_000 }).catch(() => "")) === "Share",
    "the focus back",
  );

  await reader.reload();
  await reader.getByText("This link is not valid any more").waitFor();
  await Promise.all([page.context().close(), reader.context().close()]);
});
