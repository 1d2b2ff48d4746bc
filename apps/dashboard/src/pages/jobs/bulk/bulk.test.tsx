import type { Bulk } from "@fieldline/domain/bulk";
import type { Job } from "@fieldline/domain/job";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { handleKey } from "../../../shortcuts/shortcut-registry.ts";
import { ApiRefusal, type FakeAnswers } from "../../../testing/fake-api.ts";
import { aTask } from "../../../testing/job-fixture.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { JobsPage } from "../jobs-page.tsx";
import { readJobsSearch } from "../jobs-search.ts";
import { failuresByReason } from "./failures-by-reason.ts";
// Loaded before it is asked for: what is lazy in the page is not what is tested.
import "./bulk-dialog.tsx";

const ID = "00000000-0000-7000-8000-0000000000b1";
const aBulk = (part: Partial<Bulk>): Bulk => ({
  id: ID,
  action: "cancel",
  state: "running",
  abortReason: null,
  failedCount: part.failed?.length ?? 0,
  total: 2,
  done: 0,
  failed: [],
  requesterId: "local-admin",
  createdAt: 1,
  endedAt: null,
  ...part,
});
const open = (items: Job[], answers: FakeAnswers = {}, at = "/jobs") =>
  renderPage(
    <JobsPage />,
    {
      "users.me": () => aMe(),
      "queues.list": () => [],
      "views.list": () => ({ items: [] }),
      "jobs.list": () => ({ items, nextCursor: null }),
      "jobs.bulkStatus": () => aBulk({}),
      ...answers,
    },
    { path: "/jobs", at, validateSearch: readJobsSearch },
  );
const select = async (name: string) => fireEvent.click(await screen.findByLabelText(`Select ${name}`));
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole("button", { name }));

beforeEach(() => sessionStorage.clear());

describe("the bulk bar", () => {
  it("asks with the exact count, leaves out what an action does not fit, and follows what was started", async () => {
    const [one, two, over] = [
      aTask({ name: "one" }),
      aTask({ name: "two" }),
      aTask({ name: "over", status: "completed" }),
    ];
    const bulk = vi.fn((_input: never) => ({ bulkId: ID, count: 2 }));
    await open([one, two, over], { "jobs.bulk": bulk });
    for (const { name } of [one, two, over]) await select(name);
    expect(screen.getByText("3 selected")).toBeTruthy();
    press("Cancel…");
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toMatch(/Cancel 2\sjobs\?.*1 of those you selected ended already: they are left out/);
    press(/^Cancel 2\sjobs/);
    expect(await screen.findByText("Cancelling: 0 of 2")).toBeTruthy();
    expect(bulk).toHaveBeenCalledWith({ action: "cancel", ids: [one.id, two.id] });
    expect(screen.queryByText(/selected$/)).toBeNull();
  });

  it("offers nothing to a viewer", async () => {
    await open([aTask({ name: "one" })], { "users.me": () => aMe({ role: "viewer" }) });
    await screen.findByRole("link", { name: "one" });
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("reaches for all that match, and asks again where their number has changed", async () => {
    let matching = 1_240;
    const bulk = vi.fn(({ expectedCount }: { expectedCount: number }) => {
      if (expectedCount === matching) return { bulkId: ID, count: matching };
      throw new ApiRefusal("Changed.", { reason: "COUNT_CHANGED", httpStatus: 409, details: { count: matching } });
    });
    await open(
      [aTask({ name: "one", status: "failed" })],
      {
        "jobs.list": () => ({ items: [aTask({ name: "one", status: "failed" })], nextCursor: "more" }),
        "jobs.count": () => ({ count: matching }),
        "jobs.bulk": bulk,
      },
      "/jobs?unreviewed=yes&sort=createdAt",
    );
    await select("one");
    fireEvent.click(await screen.findByRole("button", { name: /1,240 that match/ }));
    matching = 1_252;
    press("Mark as looked at…");
    fireEvent.click(await screen.findByRole("button", { name: /^Mark 1,240/ }));
    expect(await screen.findByText(/1,252 jobs match now/)).toBeTruthy();
    press(/^Mark 1,252/);
    await screen.findByRole("region", { name: "Bulk action" });
    expect(bulk).toHaveBeenLastCalledWith({ action: "review", filter: { isUnreviewed: true }, expectedCount: 1_252 });
  });

  it("is worked by keys: x selects the row, Escape lets all go", async () => {
    await open([aTask({ name: "one" }), aTask({ name: "two" })]);
    await screen.findByRole("link", { name: "one" });
    const key = (name: string) => act(() => handleKey(new KeyboardEvent("keydown", { key: name })));
    key("j");
    key("x");
    expect(await screen.findByText("1 selected")).toBeTruthy();
    expect((screen.getByLabelText("Select one") as HTMLInputElement).checked).toBe(true);
    key("Escape");
    await waitFor(() => expect(screen.queryByText("1 selected")).toBeNull());
  });
});

describe("a bulk action under way", () => {
  const keep = () => sessionStorage.setItem("fieldline.draft.local-admin.bulk", ID);

  it("is followed over a reload, and tells what failed by the reason with a way to each job", async () => {
    keep();
    const job = aTask({ name: "over" });
    const failed = [
      { id: job.id, reason: "The job has ended." },
      { id: ID, reason: "It is Ada's." },
      { id: aTask().id, reason: "The job has ended." },
    ];
    await open([job], { "jobs.bulkStatus": () => aBulk({ state: "completed", total: 9, done: 9, failed }) });
    expect(await screen.findByText("Cancelled: 6 of 9")).toBeTruthy();
    const links = screen.getByRole("region", { name: "Bulk action" }).querySelectorAll("a");
    expect([...links].map((link) => link.textContent)).toEqual([
      "over",
      expect.stringMatching(/^job …/),
      "job …000000b1",
    ]);
    press("Dismiss");
    expect(sessionStorage.length).toBe(0);
    expect(screen.queryByRole("region", { name: "Bulk action" })).toBeNull();
  });

  it("can be stopped", async () => {
    keep();
    const abort = vi.fn((_input: never) => aBulk({ state: "aborted", done: 1 }));
    await open([aTask()], { "jobs.bulkAbort": abort });
    fireEvent.click(await screen.findByRole("button", { name: "Stop" }));
    expect(await screen.findByText("Stopped after 1. Cancelled: 1 of 2.")).toBeTruthy();
    expect(abort).toHaveBeenCalledWith({ bulkId: ID });
  });

  it("that is gone is forgotten", async () => {
    keep();
    await open([aTask()], {
      "jobs.bulkStatus": () => {
        throw new ApiRefusal("No such bulk.", { reason: "BULK_NOT_FOUND", httpStatus: 404 });
      },
    });
    await waitFor(() => expect(sessionStorage.length).toBe(0));
  });
});

it("puts failures with the same reason together, the most frequent first", () => {
  const failed = ["a", "b", "b"].map((reason, index) => ({ id: String(index), reason }));
  expect(failuresByReason(failed)).toEqual([
    { reason: "b", ids: ["1", "2"] },
    { reason: "a", ids: ["0"] },
  ]);
});
