import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, openPage } from "./support/browser.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.dispose();
});

it("two administrators do not overwrite each other", async () => {
  const url = `${server.url}/settings?section=limits`;
  const [{ page: first }, { page: second }] = await Promise.all([
    openPage(browser, { url }),
    openPage(browser, { url }),
  ]);
  const [mine, theirs] = [first.getByRole("form", { name: "Limits" }), second.getByRole("form", { name: "Limits" })];
  await mine.getByLabel("Jobs per person and day").fill("61");
  await theirs.getByLabel("Jobs per person and day").fill("72");
  await theirs.getByRole("button", { name: "Save Limits" }).click();
  await second.getByText("Limits saved").waitFor();

  await mine.getByRole("button", { name: "Save Limits" }).click();
  await mine.getByText("has saved another value").waitFor();
  expect(await mine.getByLabel("Jobs per person and day").inputValue()).toBe("61");
  expect((await server.api.config.get.query()).limits.jobsPerUserPerDay).toBe(72);

  await mine.getByRole("button", { name: "Save mine over it" }).click();
  await first.getByText("Limits saved").waitFor();
  expect((await server.api.config.get.query()).limits.jobsPerUserPerDay).toBe(61);
  await Promise.all([first.context().close(), second.context().close()]);
});

it("asks before a change is lost, on leaving the page and on closing the window", async () => {
  const { page } = await openPage(browser, { url: `${server.url}/settings` });
  await page.getByLabel("Ended jobs are kept for").fill("2 weeks");
  await page.getByRole("link", { name: "Audit", exact: true }).click();
  await page.getByRole("button", { name: "Stay" }).click();
  expect(await page.getByLabel("Ended jobs are kept for").inputValue()).toBe("2 weeks");

  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.accept();
});

it("names the lines of the probe policy that are wrong", async () => {
  const { page } = await openPage(browser, { url: `${server.url}/settings?section=probePolicy` });
  const form = page.getByRole("form", { name: "Probe policy" });
  await form.getByLabel("Denied addresses").fill("10.0.0.0/8\n\nnonsense");
  await form.getByLabel("Denied ports").fill("70000");
  await form.getByRole("button", { name: "Save Probe policy" }).click();
  await form.getByText("Line 3, nonsense").waitFor();
  await form.getByText("Line 1, 70000").waitFor();
  await page.context().close();
});
