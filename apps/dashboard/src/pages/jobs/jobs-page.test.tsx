import type { Job } from "@fieldline/domain/job";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aCommand, aJob } from "../../testing/job-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { JobsPage } from "./jobs-page.tsx";
import { readJobsSearch } from "./jobs-search.ts";

const ME = { id: "local-admin", name: "Local administrator", role: "admin" };
const listOf = (items: Job[], nextCursor: string | null = null) => vi.fn((_input: never) => ({ items, nextCursor }));
const open = (at: string, answers: FakeAnswers) =>
  renderPage(<JobsPage />, { "users.me": () => ME, ...answers }, { path: "/jobs", at, validateSearch: readJobsSearch });

describe("the list of jobs", () => {
  it("shows each job as a link to its page, with the count as far as it is known", async () => {
    const job = aJob({ name: "Line of ACC-7731" });
    await open("/jobs", { "jobs.list": listOf([job]) });
    const link = await screen.findByRole("link", { name: "Line of ACC-7731" });
    expect(link.getAttribute("href")).toBe(`/jobs/${job.id}`);
    expect(screen.getByText("1 job")).toBeTruthy();
  });

  it("asks for what the address says", async () => {
    const list = listOf([]);
    await open("/jobs?status=running,failed&q=7731&by=me&sort=-lossPercent", { "jobs.list": list });
    await screen.findByText("Nothing matches");
    expect(list.mock.calls[0]?.[0]).toMatchObject({
      status: ["running", "failed"],
      search: "7731",
      requesterId: "local-admin",
      sort: "-lossPercent",
    });
  });

  it("says that a short search is not sent, and does not send it", async () => {
    const list = listOf([aJob()]);
    await open("/jobs?q=77", { "jobs.list": list });
    expect(await screen.findByText(/is not searched for/)).toBeTruthy();
    expect(list.mock.calls[0]?.[0]).not.toHaveProperty("search");
  });

  it("offers the first probe where there are no jobs, and a way back where nothing matches", async () => {
    const { unmount } = await open("/jobs", { "jobs.list": listOf([]) });
    expect(await screen.findByText("No jobs yet")).toBeTruthy();
    unmount();
    const { router } = await open("/jobs?status=failed", { "jobs.list": listOf([]) });
    fireEvent.click(await screen.findByRole("button", { name: "Clear search and filters" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe(""));
  });

  it("keeps the filters over a failure, and loads on retry", async () => {
    let isUp = false;
    const { router } = await open("/jobs?status=running", {
      "jobs.list": () => {
        if (isUp) return { items: [aJob({ name: "Back again" })], nextCursor: null };
        throw new ApiRefusal("The list cannot be read just now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    expect(await screen.findByText("The list cannot be read just now.")).toBeTruthy();
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Back again")).toBeTruthy();
    expect(router.state.location.searchStr).toBe("?status=running");
  });

  it("clears one filter and leaves the others", async () => {
    const { router } = await open("/jobs?status=running&when=today", { "jobs.list": listOf([aJob()]) });
    fireEvent.click(await screen.findByRole("button", { name: "Clear status" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe("?when=today"));
  });

  it("turns “Mine” on in the address", async () => {
    const { router } = await open("/jobs", { "jobs.list": listOf([aJob()]) });
    fireEvent.click(await screen.findByRole("button", { name: "Mine" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe("?by=me"));
  });

  it("names the reader's own jobs “you”", async () => {
    await open("/jobs", {
      "jobs.list": listOf([aJob(), aJob({ requesterId: "desk", requesterName: "Support desk" })]),
    });
    expect(await screen.findByText("you")).toBeTruthy();
    expect(screen.getByText("Support desk")).toBeTruthy();
  });

  it("shows of a command what it runs and where, and no figures of a probe", async () => {
    const command = aCommand({ name: "Night restart", status: "timed_out", endedAt: 2_000 });
    await open("/jobs", { "jobs.list": listOf([command]) });
    const row = (await screen.findByRole("link", { name: "Night restart" })).closest("tr");
    expect(row?.textContent).toContain("Timed out");
    expect(row?.textContent).toContain("Stop and 1 more on gw-12");
    expect(row?.textContent).not.toContain("loss");
    fireEvent.click(screen.getByRole("button", { name: "Actions for Night restart" }));
    expect(await screen.findByRole("menuitem", { name: "Delete…" })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: "Copy the target" })).toBeNull();
  });

  it("names its columns after what it can hold", async () => {
    const names = () => screen.getAllByRole("columnheader").map((header) => header.textContent);
    const { unmount } = await open("/jobs", { "jobs.list": listOf([aCommand()]) });
    await screen.findByRole("link", { name: "Restart on gw-12" });
    expect(names()).toEqual(expect.arrayContaining(["Status", "Target", "Last minute"]));
    unmount();
    await open("/jobs?kind=command", { "jobs.list": listOf([aCommand()]) });
    await screen.findByRole("link", { name: "Restart on gw-12" });
    expect(names()).toEqual(expect.arrayContaining(["Status", "Does", "Progress"]));
  });

  it("opens a row's menu on demand, with what fits the job's status", async () => {
    await open("/jobs", { "jobs.list": listOf([aJob({ name: "Ended", status: "completed" })]) });
    fireEvent.click(await screen.findByRole("button", { name: "Actions for Ended" }));
    expect(await screen.findByRole("menuitem", { name: "Delete…" })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: "Cancel…" })).toBeNull();
  });
});
