import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aTaskTemplate } from "../../testing/library-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aRun, aSchedule } from "../../testing/schedule-fixture.ts";
import { SchedulePage } from "./schedule-page.tsx";

const STORED = aSchedule({ target: { kind: "queue", queue: "standard" } });
const TEMPLATE = aTaskTemplate({ id: STORED.templateId, variables: [] });
/** 02:00 before the clocks of Berlin go forward, and after. */
const RUNS = ["2027-03-27T01:00Z", "2027-03-28T01:00Z", "2027-03-29T00:00Z"].map(Date.parse);
const open = (answers: FakeAnswers = {}, role: "viewer" | "operator" = "operator") =>
  renderPage(
    <SchedulePage />,
    {
      "users.me": () => aMe({ role }),
      "schedules.get": () => STORED,
      "schedules.runs": () => ({ items: [], nextCursor: null }),
      "schedules.preview": () => ({ inWords: "At 02:00, every day", runs: RUNS }),
      "templates.list": () => ({ items: [TEMPLATE] }),
      "templates.get": () => TEMPLATE,
      "queues.list": () => [],
      ...answers,
    },
    { path: "/schedules/$scheduleId", at: `/schedules/${STORED.id}` },
  );
const click = async (name: string) => fireEvent.click(await screen.findByText(name, { selector: "button" }));

describe("a schedule", () => {
  it("says what runs where and when, and marks where the clocks change between two runs", async () => {
    await open();
    expect(await screen.findByText("At 02:00, every day")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Sync finance" }).getAttribute("href")).toBe("/templates/sync-finance");
    const table = (await screen.findByText("From now")).closest("table");
    const told = [...(table?.rows ?? [])].map((row) => row.textContent?.replaceAll("\u00a0", " "));
    expect(told[1]).toMatch(/^Sat 27 Mar 2027 02:00/);
    expect(told[2]).toMatch(/^Clocks go forward 1 h on Sun 28 Mar 2027, to 03:00$/);
    expect(told[3]).toMatch(/^Sun 28 Mar 2027 03:00/);
  });

  it("lists what became of each run, with why it was skipped or missed", async () => {
    const items = [
      aRun({ isManual: true, by: { kind: "user", id: "ada", name: "Ada" }, status: "running" }),
      aRun({ dueAt: 3, outcome: "skipped", reason: "The run before was still under way", jobId: null, status: null }),
      aRun({ dueAt: 2, outcome: "missed", reason: "The server was down.", count: 25, jobId: null, status: null }),
      aRun({ dueAt: 1, jobId: null, rolloutId: "r-1", status: "aborted" }),
    ];
    await open({ "schedules.runs": () => ({ items, nextCursor: null }) });
    const lines = within(await screen.findByRole("list", { name: "Runs" })).getAllByRole("listitem");
    const told = lines.map((line) => line.textContent?.replaceAll("\u00a0", " "));
    expect(told[0]).toMatch(/Running.*Run now by Ada/);
    expect(told[1]).toMatch(/Skipped.*The run before was still under way/);
    expect(told[2]).toMatch(/Missed.*The server was down\. Stands for 25 runs/);
    expect(lines.map((line) => line.querySelector("a")?.getAttribute("href") ?? null)).toEqual([
      `/jobs/${items[0]?.jobId}`,
      null,
      null,
      "/rollouts/r-1",
    ]);
  });

  it("is run now, and passed over and not", async () => {
    let stored = STORED;
    const runNow = vi.fn((_input: never) => aRun({ isManual: true }));
    const skipNext = vi.fn(({ isSkipped }: { isSkipped: boolean }) => {
      stored = { ...stored, skipsNext: isSkipped };
      return stored;
    });
    await open({
      "schedules.get": () => stored,
      "schedules.runNow": runNow,
      "schedules.skipNext": skipNext as never,
    });
    await click("Run now");
    await waitFor(() => expect(runNow).toHaveBeenCalledWith({ id: STORED.id }));
    await click("Skip next");
    expect(await screen.findByText("skipped")).toBeTruthy();
    await click("Unskip");
    expect(await screen.findByText("Skip next")).toBeTruthy();
    expect(skipNext).toHaveBeenLastCalledWith({ id: STORED.id, isSkipped: false });
  });

  it("says that it is off, and why", async () => {
    await open({ "schedules.get": () => aSchedule({ isEnabled: false, nextAt: null, note: "Moving the source" }) });
    expect((await screen.findByText("It is off.")).parentElement?.textContent).toContain("Moving the source");
    expect(screen.queryByText("Skip next")).toBeNull();
  });

  it("says which run is skipped, at the time of its own zone", async () => {
    await open({
      "schedules.get": () => aSchedule({ skipsNext: true, nextAt: RUNS[0] ?? null, timeZone: "Asia/Kolkata" }),
    });
    expect(await screen.findByText(/Sat 27 Mar 2027, 06:30 in Asia\/Kolkata is skipped/)).toBeTruthy();
  });

  it("is deleted after a question", async () => {
    const remove = vi.fn((_input: never) => ({}));
    const { router } = await open({ "schedules.delete": remove });
    await click("Delete");
    await click("Delete the schedule");
    await waitFor(() => expect(router.state.location.pathname).toBe("/schedules"));
    expect(remove).toHaveBeenCalledWith({ id: STORED.id });
  });

  it("is only looked at by a viewer", async () => {
    await open({}, "viewer");
    await screen.findByText("At 02:00, every day");
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByRole("switch")).toMatchObject({ disabled: true });
  });

  it("that is not there is said not to be", async () => {
    await open({
      "schedules.get": () => {
        throw new ApiRefusal("No.", { reason: "SCHEDULE_NOT_FOUND", httpStatus: 404 });
      },
    });
    expect(await screen.findByText("There is no such schedule")).toBeTruthy();
  });
});

describe("editing a schedule", () => {
  const rename = async (value: string) => fireEvent.change(await screen.findByLabelText("Name"), { target: { value } });

  it("saves over the version that was opened", async () => {
    const update = vi.fn((_input: never) => STORED);
    await open({ "schedules.update": update });
    await click("Edit");
    await rename("Prices");
    fireEvent.change(screen.getByLabelText("Catch up within"), { target: { value: "2 h" } });
    await click("Save");
    expect(await screen.findByText("Edit")).toBeTruthy();
    expect(update.mock.calls[0]?.[0]).toMatchObject({
      id: STORED.id,
      expectedVersion: 1,
      name: "Prices",
      catchUpMs: 7_200_000,
      target: { kind: "queue", queue: "standard" },
      priority: null,
    });
  });

  it("does not overwrite what somebody else has saved meanwhile; theirs can be taken", async () => {
    let stored = STORED;
    const update = () => {
      throw new ApiRefusal("It was changed.", { reason: "VERSION_MISMATCH", details: { version: 2 } });
    };
    await open({ "schedules.get": () => stored, "schedules.update": update });
    await click("Edit");
    await rename("Mine");
    stored = { ...STORED, name: "Theirs", cron: "0 4 * * *", version: 2 };
    await click("Save");
    const notice = within(await screen.findByRole("alert"));
    expect(notice.getByRole("row", { name: "Name Theirs Mine" })).toBeTruthy();
    expect(notice.getByRole("row", { name: "Cron 0 4 * * * 0 3 * * *" })).toBeTruthy();
    fireEvent.click(notice.getByRole("button", { name: "Take theirs" }));
    await waitFor(() => expect(screen.getByLabelText("Name")).toMatchObject({ value: "Theirs" }));
  });

  it("asks before what is typed is lost", async () => {
    await open();
    await click("Edit");
    await rename("Half typed");
    await click("Back to the schedule");
    await click("Stay");
    expect(screen.getByLabelText("Name")).toMatchObject({ value: "Half typed" });
    await click("Back to the schedule");
    await click("Leave without saving");
    expect(await screen.findByText("Edit")).toBeTruthy();
  });
});
