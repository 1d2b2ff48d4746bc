import type { WatchJobOptions } from "@fieldline/client/live-job";
import type { Job, LogEntry } from "@fieldline/domain/job";
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aCommand, aDeviceProbe, aJob } from "../../testing/job-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { JobPage } from "./job-page.tsx";
import { readJobSearch } from "./job-search.ts";

let watched: WatchJobOptions | undefined;
vi.mock("@fieldline/client/live-job", () => ({
  watchJob: (options: WatchJobOptions) => {
    watched = options;
    return { close: () => {}, current: () => undefined };
  },
}));
vi.mock("@fieldline/ui/probe-chart", () => ({
  createProbeChart: () => ({
    append: () => {},
    setSeries: () => {},
    setDetail: () => {},
    setWindow: () => {},
    setRange: () => {},
    destroy: () => {},
  }),
}));
beforeEach(() => {
  watched = undefined;
});

const ME = { id: "local-admin", name: "Local administrator", role: "admin" };
const open = (id: string, answers: FakeAnswers) =>
  renderPage(
    <JobPage />,
    { "users.me": () => ME, ...answers },
    { path: "/jobs/$jobId", at: `/jobs/${id}`, validateSearch: readJobSearch },
  );
const openJob = (job: Job, answers: FakeAnswers = {}) => open(job.id, { "jobs.get": () => job, ...answers });
const arrive = (job: Job, part: { log?: LogEntry[]; connection?: "live" | "offline" } = {}) =>
  act(() =>
    watched?.onChange({
      live: { job, connection: part.connection ?? "live", firstSeq: 1, lastSeq: 1, failure: undefined },
      samples: [{ seq: 1, tick: 0, at: 1_000, rttMs: 12 }],
      log: part.log ?? [],
      alerts: [],
    }),
  );

describe("a job's page", () => {
  it("says which device measures", async () => {
    await openJob(aDeviceProbe());
    expect((await screen.findByText(/measured by/)).textContent).toContain("measured by gw-12");
  });

  it("shows of a command where it runs, and nothing of a probe", async () => {
    await openJob(aCommand({ attempt: 2 }));
    await screen.findByRole("heading", { name: "Restart on gw-12" });
    expect(screen.getByText("Stop and 1 more")).toBeTruthy();
    expect(screen.getByText("gw-12")).toBeTruthy();
    expect(screen.queryByText("Round-trip time")).toBeNull();
    expect(screen.queryByText("Not measured yet.")).toBeNull();
    expect(screen.queryByRole("button", { name: "Share" })).toBeNull();
  });

  it("follows the job", async () => {
    const job = aJob();
    await openJob(job);
    await screen.findByRole("heading", { name: job.name });
    arrive({ ...job, version: 2, status: "paused" });
    expect(await screen.findByText("Paused")).toBeTruthy();
    expect(screen.getByRole("button", { name: /Resume/ })).toBeTruthy();
    expect(screen.getByText("Live")).toBeTruthy();
  });

  it("says until when it knows, when it is offline", async () => {
    const job = aJob();
    await openJob(job);
    await screen.findByRole("heading", { name: job.name });
    arrive(job, { connection: "offline" });
    expect(screen.getByText(/Offline: showing what arrived until \d\d:\d\d:\d\d/)).toBeTruthy();
  });

  it.each([
    ["JOB_NOT_FOUND", 404],
    ["INVALID_INPUT", 400],
  ])("says that there is no such job at %s", async (reason, httpStatus) => {
    await open("nonsense", {
      "jobs.get": () => {
        throw new ApiRefusal("There is no job with this id.", { reason, httpStatus });
      },
    });
    expect(await screen.findByText("There is no such job")).toBeTruthy();
    expect(document.title).toBe("No such job · Fieldline");
  });

  it("offers to try again when it could not be read", async () => {
    const job = aJob();
    let isUp = false;
    await open(job.id, {
      "jobs.get": () => {
        if (isUp) return job;
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    await screen.findByText("Not now.");
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: job.name })).toBeTruthy();
  });

  it("pauses at once, without a question", async () => {
    const job = aJob();
    const pause = vi.fn((_input: never) => ({ ...job, version: 2, status: "paused", pausedAt: 2_000 }));
    await openJob(job, { "jobs.pause": pause });
    fireEvent.click(await screen.findByRole("button", { name: /Pause/ }));
    await waitFor(() => expect(screen.getByText("Paused")).toBeTruthy());
    expect(pause).toHaveBeenCalledWith({ id: job.id });
  });

  it("asks before it cancels, and offers deletion only for what has ended", async () => {
    const job = aJob();
    const cancel = vi.fn();
    await openJob(job, { "jobs.cancel": cancel });
    expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
    fireEvent.click(await screen.findByRole("button", { name: /^Cancel/ }));
    expect(await screen.findByRole("alertdialog")).toBeTruthy();
    expect(cancel).not.toHaveBeenCalled();
    fireEvent.click(screen.getByRole("button", { name: "Keep it running" }));
    arrive({ ...job, version: 3, status: "completed", endedAt: 9_000 });
    expect(await screen.findByRole("button", { name: "Delete" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: /^Cancel/ })).toBeNull();
  });

  it("leads to the same probe again", async () => {
    const job = aJob({ status: "completed", endedAt: 9_000 });
    await openJob(job);
    const again = await screen.findByRole("link", { name: "Run again" });
    expect(again.getAttribute("href")).toBe(`/jobs/new?from=${job.id}`);
  });

  it("collects the log as it comes", async () => {
    const job = aJob();
    const actor = { kind: "system" as const, id: "fieldline", name: "Fieldline" };
    const line = { at: 1, attempt: 1, level: "info" as const, kind: "message" as const, actor };
    await openJob(job);
    await screen.findByRole("heading", { name: job.name });
    arrive(job, { log: [{ ...line, seq: 1, message: "first" }] });
    arrive(job, { log: [{ ...line, seq: 2, message: "second" }] });
    expect(screen.getAllByText(/^(first|second)$/).map(({ textContent }) => textContent)).toEqual(["second", "first"]);
  });
});
