import type { Job } from "@fieldline/domain/job";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aCommand, aTask } from "../../testing/job-fixture.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aSchedule } from "../../testing/schedule-fixture.ts";
import { JobPage } from "./job-page.tsx";
import { readJobSearch } from "./job-search.ts";
// Loaded before it is asked for: what is lazy in the page is not what is tested.
import "./command/command-view.tsx";
import "./more-panel.tsx";
import "./task/task-view.tsx";

vi.mock("@fieldline/client/live-job", () => import("../../testing/fake-watch.ts"));

const ENDED = { status: "failed", startedAt: 1_000, endedAt: 5_000 } as const;
const FAILED = { ...ENDED, error: { code: "FEED_DOWN", message: "The feed is down." } };
const entry = (part: object = {}) => ({
  id: "entry",
  at: 6_000,
  actor: { kind: "user", id: "ada", name: "Ada" },
  action: "job.review",
  entityType: "job",
  before: null,
  after: null,
  reason: null,
  ...part,
});
const open = async (job: Job, answers: FakeAnswers = {}) => {
  await renderPage(
    <JobPage />,
    {
      "users.me": () => aMe(),
      "jobs.get": () => job,
      "jobs.audit": () => ({ items: [], nextCursor: null }),
      ...answers,
    },
    { path: "/jobs/$jobId", at: `/jobs/${job.id}`, validateSearch: readJobSearch },
  );
  await screen.findByRole("heading", { name: job.name });
};
const mark = () => screen.findByRole("button", { name: "Mark as looked at" });

describe("a job that ended badly", () => {
  it.each([
    ["task", aTask(FAILED)],
    ["command", aCommand({ ...FAILED, status: "timed_out" })],
  ])("is marked as looked at on its own page: a %s", async (_kind, job) => {
    let items: object[] = [];
    const review = vi.fn((_input: never) => {
      items = [entry({ actor: { kind: "user", id: "local-admin", name: "Local administrator" } })];
      return { count: 1 };
    });
    await open(job, { "jobs.review": review, "jobs.audit": () => ({ items, nextCursor: null }) });
    expect(await screen.findByText("Nobody has looked at it yet.")).toBeTruthy();
    const button = await mark();
    button.focus();
    fireEvent.click(button);
    const words = await screen.findByText(/^Looked at by you/);
    expect(document.activeElement).toBe(words);
    expect(review).toHaveBeenCalledWith({ ids: [job.id] });
    expect(screen.queryByRole("button", { name: "Mark as looked at" })).toBeNull();
  });

  it("says who looked and what they said, to those who may not mark it too", async () => {
    await open(aTask(FAILED), {
      "users.me": () => aMe({ role: "viewer" }),
      "jobs.audit": () => ({ items: [entry({ reason: "The feed moves tonight" })], nextCursor: null }),
    });
    expect((await screen.findByText(/^Looked at by Ada/)).textContent).toContain("“The feed moves tonight”");
  });

  it("does not count a look at an attempt before", async () => {
    await open(aTask({ ...FAILED, attempt: 2 }), {
      "jobs.audit": () => ({ items: [entry({ at: 4_000 })], nextCursor: null }),
    });
    await mark();
    expect(screen.queryByText(/^Looked at by/)).toBeNull();
  });

  it("can be marked where it is not known who looked, and claims nothing of it", async () => {
    await open(aTask(FAILED), {
      "jobs.audit": () => {
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    await mark();
    expect(screen.queryByText("Nobody has looked at it yet.")).toBeNull();
  });

  it("is no question where the reader may not mark it, or it ended well", async () => {
    await open(aTask(FAILED), { "users.me": () => aMe({ role: "viewer" }) });
    await waitFor(() => expect(screen.getByText("It failed")).toBeTruthy());
    expect(screen.queryByRole("button", { name: "Mark as looked at" })).toBeNull();
  });
});

describe("what comes next", () => {
  const retry = { maxAttempts: 3, initialMs: 1, factor: 1, maxMs: 1 };
  const isPrimary = (element: HTMLElement) => element.className.includes("bg-accent");

  it("is a retry where that may mend it", async () => {
    await open(aTask({ ...FAILED, retry, attempt: 3 }));
    expect(isPrimary(await screen.findByRole("button", { name: /^Retry/ }))).toBe(true);
    expect(screen.queryByRole("link", { name: "New task like this" })).toBeNull();
  });

  it("is another input where the handler says that the same fails again", async () => {
    const job = aTask({ ...FAILED, retry, attempt: 1 });
    await open(job);
    const link = await screen.findByRole("link", { name: "New task like this" });
    expect(link.getAttribute("href")).toBe(`/jobs/new-task?like=${job.id}`);
    expect(isPrimary(link)).toBe(true);
    expect(isPrimary(screen.getByRole("button", { name: /^Retry/ }))).toBe(false);
    expect(await screen.findByText(/another attempt would fail as well/)).toBeTruthy();
  });
});

describe("the schedule that made a job", () => {
  const { id: scheduleId } = aSchedule();
  const refuse = (reason: string) => () => {
    throw new ApiRefusal("No.", { reason, httpStatus: 404 });
  };

  it.each([
    ["task", aTask({ scheduleId })],
    ["command", aCommand({ scheduleId })],
  ])("is named, and a link: of a %s", async (_kind, job) => {
    await open(job, { "schedules.get": () => aSchedule({ name: "Nightly prices" }) });
    const link = await screen.findByRole("link", { name: "Nightly prices" });
    expect(link.getAttribute("href")).toBe(`/schedules/${scheduleId}`);
  });

  it.each([
    ["SCHEDULE_NOT_FOUND", "Part of a schedule that is deleted"],
    ["FORBIDDEN", "Part of a schedule that is not open to you"],
  ])("is no link at %s", async (reason, words) => {
    await open(aTask({ scheduleId }), { "schedules.get": refuse(reason) });
    expect(await screen.findByText(words)).toBeTruthy();
    expect(screen.queryByRole("link", { name: "a schedule" })).toBeNull();
  });

  it("stays a link where it could not be asked", async () => {
    await open(aTask({ scheduleId }), { "schedules.get": refuse("UNAVAILABLE") });
    expect(await screen.findByRole("link", { name: "a schedule" })).toBeTruthy();
  });
});
