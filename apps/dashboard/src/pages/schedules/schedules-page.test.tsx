import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aRun, aSchedule } from "../../testing/schedule-fixture.ts";
import { SchedulesPage } from "./schedules-page.tsx";
import { readSchedulesSearch } from "./schedules-search.ts";

const HOUR_MS = 3_600_000;
const open = (answers: FakeAnswers, at = "/schedules") =>
  renderPage(
    <SchedulesPage />,
    {
      "users.me": () => aMe({ role: "operator" }),
      "schedules.preview": () => ({ inWords: "At 03:00", runs: [] }),
      ...answers,
    },
    { path: "/schedules", at, validateSearch: readSchedulesSearch },
  );
const listed = (...items: ReturnType<typeof aSchedule>[]) => ({
  "schedules.list": () => ({ items, nextCursor: null }),
});
const lineOf = async (name: string) => (await screen.findByRole("link", { name })).closest("li");

describe("the schedules", () => {
  it("say each what runs where, when in words, when next and how it went last", async () => {
    const lastRun = aRun({ dueAt: Date.now() - 7.5 * HOUR_MS, status: "failed" });
    await open(listed(aSchedule({ lastRun, nextAt: Date.now() + 2.5 * HOUR_MS })));
    const line = await lineOf("Sync the prices");
    await within(line as HTMLElement).findByText("At 03:00");
    expect(line?.textContent).toMatch(
      /Sync finance → queue standard.*At 03:00.*Europe\/Berlin.*in\s2\sh.*Failed.*7\sh\sago/,
    );
    expect(
      within(line as HTMLElement)
        .getByRole("link", { name: "Failed" })
        .getAttribute("href"),
    ).toBe(`/jobs/${lastRun.jobId}`);
  });

  it("say what was skipped or missed, and what is off and why", async () => {
    await open(
      listed(
        aSchedule({ id: "a", name: "One", lastRun: aRun({ outcome: "missed", jobId: null, status: null }) }),
        aSchedule({ id: "b", name: "Two", isEnabled: false, note: "Until the move", nextAt: null }),
        aSchedule({ id: "c", name: "Three", nextAt: null }),
      ),
    );
    expect((await lineOf("One"))?.textContent).toContain("Missed");
    expect((await lineOf("Two"))?.textContent).toMatch(/Until the move.*Off/);
    expect((await lineOf("Three"))?.textContent).toContain("never again");
  });

  it("are switched off with a note, and on by a click", async () => {
    let schedule = aSchedule();
    const setEnabled = vi.fn(({ isEnabled }: { isEnabled: boolean }) => {
      schedule = { ...schedule, isEnabled, nextAt: isEnabled ? Date.now() : null };
      return schedule;
    });
    await open({
      "schedules.list": () => ({ items: [schedule], nextCursor: null }),
      "schedules.setEnabled": setEnabled as never,
    });
    fireEvent.click(await screen.findByRole("switch", { name: "Sync the prices is on", checked: true }));
    fireEvent.change(await screen.findByLabelText(/^Note/), { target: { value: "Moving" } });
    fireEvent.click(screen.getByRole("button", { name: "Switch off" }));
    const off = await screen.findByRole("switch", { checked: false });
    expect(setEnabled).toHaveBeenLastCalledWith({ id: schedule.id, isEnabled: false, note: "Moving" });
    fireEvent.click(off);
    expect(await screen.findByRole("switch", { checked: true })).toBeTruthy();
    expect(setEnabled).toHaveBeenLastCalledWith({ id: schedule.id, isEnabled: true });
  });

  it("are searched by what the address says", async () => {
    const list = vi.fn((_input: never) => ({ items: [], nextCursor: null }));
    const { router } = await open({ "schedules.list": list }, "/schedules?q=nothing");
    expect(await screen.findByText("No schedule matches")).toBeTruthy();
    expect(list).toHaveBeenCalledWith(expect.objectContaining({ search: "nothing" }));
    fireEvent.click(screen.getByRole("button", { name: "Show all" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe(""));
  });

  it("offer the first one to who may make it, and only to them", async () => {
    await open(listed());
    expect(await screen.findByText("No schedules yet")).toBeTruthy();
    expect(screen.getAllByRole("link", { name: "New schedule" })).toHaveLength(2);
  });

  it("are only looked at by a viewer", async () => {
    await open({ "users.me": () => aMe({ role: "viewer" }), ...listed(aSchedule()) });
    expect(await screen.findByRole("switch")).toMatchObject({ disabled: true });
    expect(screen.queryByRole("link", { name: "New schedule" })).toBeNull();
  });

  it("say why they could not be read", async () => {
    await open({
      "schedules.list": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("Not now.")).toBeTruthy();
  });
});

describe("the coming week", () => {
  const item = (at: number, part: object = {}) => ({ scheduleId: "a", name: "Often", at, isEnabled: true, ...part });
  const tomorrow = (hour: number) => new Date().setHours(24 + hour, 0, 0, 0);

  it("bundles what runs often, and leaves out what is off and says so", async () => {
    const items = [
      ...[0, 6, 12, 18].map((hour) => item(tomorrow(hour))),
      item(tomorrow(3), { scheduleId: "b", name: "Daily" }),
      item(tomorrow(4), { scheduleId: "c", name: "Off", isEnabled: false }),
    ];
    const upcoming = vi.fn(({ from, to }: { from: number; to: number }) => ({
      items: items.filter(({ at }) => at >= from && at < to),
    }));
    await open({ "schedules.upcoming": upcoming as never }, "/schedules?view=calendar");
    await screen.findByText("Daily");
    const days = within(screen.getByRole("list", { name: "The coming week" })).getAllByRole("heading");
    expect(days).toHaveLength(7);
    expect(days[1]?.closest("li")?.textContent).toMatch(/every\s6\shOften03:00Daily$/);
    expect(screen.queryByText("Off")).toBeNull();
    expect(screen.getByText(/1\sschedule switched off is not shown/)).toBeTruthy();
    const last = new Date(upcoming.mock.calls.at(-1)?.[0].to ?? 0);
    expect([last.getHours(), last.getDate()]).toEqual([0, new Date(tomorrow(6 * 24)).getDate()]);
  });

  it("is kept in the address", async () => {
    const { router } = await open({ ...listed(), "schedules.upcoming": () => ({ items: [] }) });
    fireEvent.click(await screen.findByRole("button", { name: "Week" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe("?view=calendar"));
  });
});
