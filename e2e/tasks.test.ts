import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openBrowser, openPage } from "./support/browser.ts";
import { type Examples, startExamples } from "./support/examples.ts";
import { startServer, type TestServer } from "./support/server.ts";
import { until } from "./support/until.ts";

/** Of each of the thirteen answers that sync.finance asks for: time to pause, resume and kill it under way. */
const SOURCE_DELAY_MS = 800;
/** For what an agent does, on a machine that does other things, too. */
const WORKED_WITHIN_MS = 60_000;
/** A run of the schedule, in its own zone. */
const OF_LORD_HOWE = /^(Mon|Tue|Wed|Thu|Fri) \d+ \w{3} 06:30$/;

let server: TestServer;
let browser: Browser;
let examples: Examples;
let desk: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
  await server.api.config.set.mutate({ key: "limits", value: { jobsPerUserPerDay: 1_000, runningJobs: 100 } });
  examples = await startExamples(server, { delayMs: SOURCE_DELAY_MS });
});
afterAll(async () => {
  await browser?.close();
  await examples?.dispose();
  await server?.dispose();
});

const seen = (text: string | RegExp) => desk.getByText(text).first().waitFor({ timeout: WORKED_WITHIN_MS });
const press = (name: string | RegExp) => desk.getByRole("button", { name }).click();
const region = (name: string) => desk.getByRole("region", { name });
/** How far the task is that the page shows, in percent. */
const howFar = async () =>
  Number(await desk.getByRole("progressbar", { name: "How far the task is" }).getAttribute("aria-valuenow"));

async function make(count: number, name: string): Promise<void> {
  const jobs = Array.from({ length: count }, (_, at) => ({
    kind: "task" as const,
    type: "directory.bind",
    name: `${name} ${at + 1}`,
    queue: "batch",
  }));
  await server.api.jobs.createMany.mutate({ jobs });
}
const selectShown = () => desk.getByRole("checkbox", { name: "Select all jobs that are shown" }).click();

it("an administrator makes a schedule, and sees when it will run before it is there", async () => {
  desk = (await openPage(browser, { ...DESK, url: `${server.url}/schedules/new` })).page;
  await desk.getByLabel("Name", { exact: true }).fill("Rates before work");
  await desk.getByLabel("Template", { exact: true }).selectOption({ label: "Sync exchange rates (task)" });
  await desk.getByLabel("Cron").fill("30 6 * * 1-5");
  const zone = desk.getByRole("combobox", { name: "Time zone" });
  await zone.fill("Lord_Howe");
  await desk.getByRole("option", { name: /Lord Howe/ }).click();
  const preview = region("Preview");
  await preview.getByText(/06:30.*Monday through Friday/).waitFor();
  await until(async () => (await preview.getByRole("cell", { name: OF_LORD_HOWE }).count()) === 10, "ten runs");
  await press("Make the schedule");
  await desk.getByRole("heading", { name: "Rates before work" }).waitFor();
  await seen("It has not run yet");
});

it("runs it now, watches, pauses and resumes it, and makes it more urgent", async () => {
  await press("Run now");
  await desk.getByRole("list", { name: "Runs" }).getByRole("link").first().click();
  await desk.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
  await until(async () => (await howFar()) > 0, "its first word on how far it is", WORKED_WITHIN_MS);
  await press(/^Pause/);
  await seen(/Paused on sync-agent/);
  await seen(/has paused/);
  const stood = await howFar();
  expect(stood).toBeLessThan(100);
  await press(/^Resume/);
  await seen(/Running on sync-agent/);
  await desk.getByRole("combobox", { name: "priority" }).selectOption({ label: "2" });
  await seen(/Priority 5 → 2 by/);
  await until(async () => (await howFar()) > stood, "it goes on");
});

it("sees the task recovered whose agent was killed under way, and its result", async () => {
  await examples.kill();
  await examples.startAgain();
  await seen("The agent was restarted; the handler runs again from its start.");
  await seen(/^Done in/);
  const data = region("Input and result");
  await data.getByText("Result", { exact: true }).click();
  await data.getByText(/"currencies": 12/).waitFor();
  await desk.getByRole("link", { name: "Rates before work" }).click();
  await desk.getByRole("list", { name: "Runs" }).getByText("Completed").waitFor();
  await seen("Run now by you");
});

it("makes all that match less urgent, and cancels forty of them in bulk", async () => {
  await make(40, "Renumber page");
  await make(20, "Reprint page");
  await desk.getByRole("link", { name: "Jobs", exact: true }).click();
  await press("Queue");
  await desk.getByRole("menuitemradio", { name: "batch" }).click();
  await selectShown();
  await press("Select all 60 that match");
  await press("More");
  await desk.getByRole("menuitem", { name: "Set the priority…" }).click();
  await desk.getByLabel("Priority", { exact: true }).selectOption({ label: "9" });
  await press(/Set the priority of 60\sjobs/);
  await seen("Priority set: 60 of 60");
  await press("Dismiss");
  await desk.getByRole("searchbox").fill("Renumber");
  await desk.keyboard.press("Enter");
  await seen("40 jobs");
  await selectShown();
  await seen("40 selected");
  await press("Cancel…");
  await desk.getByLabel(/Reason/).fill("The pages stay as they are");
  await press(/Cancel 40\sjobs/);
  await seen("Cancelled: 40 of 40");
  await until(async () => (await desk.getByRole("cell", { name: "Queued" }).count()) === 0, "none waits");
  expect(await desk.getByRole("cell", { name: "Cancelled" }).count()).toBeGreaterThan(10);
  const { items } = await server.api.jobs.list.query({ queue: "batch", limit: 100 });
  const told = items.map(({ name, status, priority }) => `${name.split(" ")[0]} ${status} ${priority}`);
  expect([...new Set(told)]).toEqual(["Reprint queued 9", "Renumber cancelled 9"]);
  expect(told.filter((words) => words.startsWith("Renumber"))).toHaveLength(40);
});

const CSV = `name,category,street,suburb,postcode
Northgate Bakery,Bakery,12 Harbour Road,Newport,4020
Lamp and Wire,Electrician,7 Mill Lane,Newport,4020
No Postcode Here,Florist,3 Hill Street,Newport,unknown
`;

async function newTask(template: string): Promise<void> {
  await desk.getByRole("link", { name: "Jobs", exact: true }).click();
  await press(/^New/);
  await desk.getByRole("menuitem", { name: "Task" }).click();
  await desk.getByLabel("Template", { exact: true }).selectOption({ label: template });
}
async function makeTask(): Promise<void> {
  await press("Make the task");
  await desk.waitForURL(/\/jobs\/[0-9a-f-]{36}/);
}

it("imports a CSV, sees what came of each row, and finds it in the directory", async () => {
  await newTask("Import a CSV");
  const picking = desk.waitForEvent("filechooser");
  await press("Choose a file…");
  await (await picking).setFiles({ name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) });
  await seen(/^new\.csv: /);
  await makeTask();
  await seen(/^Done in/);
  const data = region("Input and result");
  await data.getByText("Result", { exact: true }).click();
  for (const words of ['"added": 2', '"faulty": 1', '"line": 4', "postcode: four digits"])
    await data.getByText(words).waitFor();

  await newTask("List businesses");
  await desk.getByRole("textbox", { name: "search (optional)" }).fill("Northgate Bakery");
  await makeTask();
  await seen(/^Done in/);
  await data.getByText("Result", { exact: true }).click();
  await data.getByText('"street": "12 Harbour Road"').waitFor();
});

it("finds what ended badly where nobody has looked, until somebody has", async () => {
  await newTask("Import a CSV");
  await makeTask();
  await seen("Its handler does not take this input");
  await seen("Give either csv or file.");
  await desk.getByRole("link", { name: "Jobs", exact: true }).click();
  await press("Views");
  await desk.getByRole("menuitemradio", { name: /Ended badly, nobody looked \(1\)/ }).click();
  await seen("1 job");
  await desk.getByRole("checkbox", { name: /Select Import a CSV/ }).click();
  await press("Mark as looked at…");
  await press(/Mark 1\sjob as looked at/);
  await seen("Nothing waits to be looked at");
});
