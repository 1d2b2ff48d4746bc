import type { LogEntry, TaskJob } from "@fieldline/domain/job";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aDevice } from "../../../testing/device-fixture.ts";
import type { FakeAnswers } from "../../../testing/fake-api.ts";
import { arrive } from "../../../testing/fake-watch.ts";
import { aTask } from "../../../testing/job-fixture.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { aQueue } from "../../../testing/queue-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { JobPage } from "../job-page.tsx";
import { readJobSearch } from "../job-search.ts";
// Loaded before they are asked for: what is lazy in the page is not what is tested.
import "../../../job-actions/force-complete-dialog.tsx";
import "../more-panel.tsx";
import "./task-view.tsx";

vi.mock("@fieldline/client/live-job", () => import("../../../testing/fake-watch.ts"));

const AGENT = aDevice({ name: "agent-1" });
const RUNNING = { status: "running", assigneeId: AGENT.id, assigneeName: "agent-1", startedAt: 1_000 } as const;
const open = async (job: TaskJob, answers: FakeAnswers = {}, query = "") => {
  const { router } = await renderPage(
    <JobPage />,
    {
      "users.me": () => aMe(),
      "jobs.get": () => job,
      "devices.get": () => AGENT,
      "queues.list": () => [aQueue({ waiting: 2 })],
      "jobs.list": () => ({ items: [job], nextCursor: null }),
      ...answers,
    },
    { path: "/jobs/$jobId", at: `/jobs/${job.id}${query}`, validateSearch: readJobSearch },
  );
  await screen.findByRole("heading", { name: "What is asked for" });
  return router;
};

describe("a task's page", () => {
  it("shows what is asked for, with the criteria as a list, and folds what goes in", async () => {
    const spec = { ...aTask().spec, acceptanceCriteria: "- Stored\n- Not old" };
    await open(aTask({ spec }));
    const brief = within(screen.getByRole("region", { name: "What is asked for" }));
    expect(brief.getAllByRole("listitem").map((item) => item.textContent)).toEqual(["Stored", "Not old"]);
    const data = within(screen.getByRole("region", { name: "Input and result" }));
    expect(data.getByText('{ "source": "prices" }')).toBeTruthy();
    expect(data.getByText("Its result comes with its end.")).toBeTruthy();
  });

  it("says in which queue it waits and at which place", async () => {
    const job = aTask({ queuedAt: 2_000 });
    const items = [job, aTask({ queuedAt: 1_000 })];
    await open(job, { "jobs.list": () => ({ items, nextCursor: null }) });
    expect(await screen.findByText(/1\sgoes before it/)).toBeTruthy();
  });

  it("names the jobs that it waits for", async () => {
    const first = aTask({ name: "Fetch the feeds" });
    const job = aTask({ status: "blocked", waitsFor: [first.id], onDependencyFailure: "cancel" });
    await open(job, { "jobs.get": ({ id }: { id: string }) => (id === job.id ? job : first) });
    expect((await screen.findByRole("link", { name: "Fetch the feeds" })).getAttribute("href")).toBe(
      `/jobs/${first.id}`,
    );
    expect(screen.getByText(/Where that one does not complete, this is cancelled/)).toBeTruthy();
  });

  it("follows its progress live", async () => {
    const job = aTask({ ...RUNNING, progress: 10, progressMessage: "1 of 8 feeds" });
    await open(job);
    arrive({ ...job, version: 2, progress: 42.4, progressMessage: "4 of 8 feeds" }, []);
    expect(await screen.findByText("4 of 8 feeds")).toBeTruthy();
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("42");
  });

  it("tells an agent that has gone silent from one that works", async () => {
    const job = aTask({ ...RUNNING, retry: { maxAttempts: 3, initialMs: 1, factor: 1, maxMs: 1 } });
    const seenAt = Math.floor(Date.now() / 1_000) * 1_000 - 12_000;
    await open(job, { "devices.get": () => ({ ...AGENT, isOnline: false, seenAt }) });
    const words = await screen.findByText(/has not been heard of for 1[23]\ss/);
    expect(words.closest("[role=status]")?.textContent).toMatch(/lease of 30\ss.*another attempt begins/);
  });

  it("puts attempts side by side with their agent, error and result", async () => {
    const attempt = { startedAt: 1_000, endedAt: 3_000, assigneeId: AGENT.id, exitCode: null, steps: [] };
    const attempts = [
      { ...attempt, attempt: 1, status: "failed", error: { code: "GONE", message: "The feed is gone." }, result: null },
      { ...attempt, attempt: 2, status: "completed", error: null, result: { stored: 3 } },
    ];
    const job = aTask({ ...RUNNING, status: "completed", attempt: 2, result: { stored: 3 } });
    await open(job, { "jobs.attempts": () => attempts }, "?tab=attempts");
    const first = (await screen.findByRole("heading", { name: "Attempt 1" })).closest("li");
    expect(first?.textContent).toMatch(/Took 2\ss on agent-1.*The feed is gone\./);
    expect(screen.getByRole("heading", { name: "Attempt 2" }).closest("li")?.textContent).toContain('{ "stored": 3 }');
    expect(screen.queryByRole("link", { name: "Show its output" })).toBeNull();
  });

  it("says what to do where its handler refused the input, and leads to a new task like it", async () => {
    const error = { code: "INVALID_INPUT", message: "Give either csv or file." };
    const job = aTask({ status: "failed", startedAt: 1_000, endedAt: 2_000, error });
    const router = await open(job);
    expect(screen.getByText("Its handler does not take this input")).toBeTruthy();
    fireEvent.click(await screen.findByRole("link", { name: "New task like this" }));
    await waitFor(() => expect(router.state.location.href).toBe(`/jobs/new-task?like=${job.id}`));
  });

  it("offers an administrator to complete it by hand", async () => {
    await open(aTask());
    fireEvent.click(await screen.findByRole("button", { name: "More" }));
    fireEvent.click(await screen.findByRole("menuitem", { name: "Complete by hand…" }));
    expect(await screen.findByRole("dialog", { name: /Complete Sync the prices by hand/ })).toBeTruthy();
  });
});

describe("what an agent sent and got", () => {
  const payload: LogEntry = {
    seq: 1,
    at: 1_000,
    attempt: 1,
    level: "info",
    kind: "payload",
    message: "Payload",
    actor: { kind: "device", id: AGENT.id, name: "agent-1" },
    request: { url: "https://feeds.example.net/fra" },
    response: { status: 200, rows: [1, 2] },
  };

  it("is folded in the log, and opened where a search finds it inside", async () => {
    const job = aTask(RUNNING);
    await open(job);
    arrive(job, [payload, { ...payload, seq: 2, kind: "message", message: "other", request: null, response: null }]);
    const entry = () => screen.getAllByRole("listitem").find((item) => item.textContent?.includes("Payload"));
    await waitFor(() => expect(entry()?.textContent).toContain("agent-1"));
    expect(entry()?.querySelector("pre")).toBeNull();
    fireEvent.change(screen.getByLabelText("Search the log"), { target: { value: "feeds.example" } });
    await waitFor(() => expect(entry()?.querySelector("pre")?.textContent).toContain('"url": "https://feeds'));
    expect(screen.queryByText("other")).toBeNull();
  });
});
