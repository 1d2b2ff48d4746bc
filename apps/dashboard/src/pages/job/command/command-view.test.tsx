import type { CommandJob } from "@fieldline/domain/job";
import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../../testing/fake-api.ts";
import { aCommand } from "../../../testing/job-fixture.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { JobPage } from "../job-page.tsx";
import { readJobSearch } from "../job-search.ts";

vi.mock("@fieldline/client/live-job", () => import("../../../testing/fake-watch.ts"));

const open = async (job: CommandJob, answers: FakeAnswers = {}, query = "") => {
  await renderPage(
    <JobPage />,
    {
      "users.me": () => aMe(),
      "jobs.get": () => job,
      "devices.get": () => ({ isOnline: true, seenAt: 1 }),
      ...answers,
    },
    { path: "/jobs/$jobId", at: `/jobs/${job.id}${query}`, validateSearch: readJobSearch },
  );
  await screen.findByRole("heading", { name: "Steps" });
};
describe("the steps of a command", () => {
  it("each have a state in words, a time and how they ended; the running one is marked", async () => {
    const steps = [
      { name: "Stop", state: "completed" as const, exitCode: 0, startedAt: 1_000, endedAt: 3_000 },
      { name: "Start", state: "running" as const, startedAt: 3_000 },
    ];
    await open(aCommand({ steps }));
    const [first, second] = within(screen.getByRole("region", { name: "Steps" })).getAllByRole("listitem");
    expect(first?.textContent).toMatch(/Stop.*Done.*Runs service modem stop.*2\ss.*exit code 0/);
    expect(second?.textContent).toContain("Running");
    expect(second?.getAttribute("aria-current")).toBe("step");
    expect(first?.hasAttribute("aria-current")).toBe(false);
  });

  it("tell a signal from an exit code, and what never ran", async () => {
    const steps = [
      { name: "Stop", state: "failed" as const, exitCode: 137, signal: "SIGKILL", startedAt: 1, endedAt: 2 },
      { name: "Start", state: "skipped" as const },
    ];
    await open(aCommand({ steps }));
    expect(screen.getByText("killed by SIGKILL")).toBeTruthy();
    expect(screen.queryByText("exit code 137")).toBeNull();
    expect(screen.getByText("Skipped")).toBeTruthy();
  });

  it("are not said to run or to wait once the attempt is over", async () => {
    const steps = [{ name: "Stop", state: "running" as const, startedAt: 1_000 }];
    await open(
      aCommand({ status: "failed", endedAt: 9_000, steps, error: { code: "LEASE_EXPIRED", message: "Lost." } }),
    );
    const [first, second] = within(screen.getByRole("region", { name: "Steps" })).getAllByRole("listitem");
    expect(first?.textContent).toContain("Not known");
    expect(first?.hasAttribute("aria-current")).toBe(false);
    expect(second?.textContent).toContain("Skipped");
  });

  it("are those of the document before anything has run", async () => {
    await open(aCommand({ status: "assigned", steps: [] }));
    expect(screen.getAllByText("Waiting")).toHaveLength(2);
  });
});

describe("how a command stands", () => {
  it.each([
    ["AGENT_RESTARTED", "failed", "The agent restarted while this ran"],
    ["STEP_TIMED_OUT", "failed", "A step was out of time"],
    ["LEASE_EXPIRED", "failed", "The device was not heard of any more"],
    ["DEVICE_REVOKED", "failed", "The device was revoked"],
    ["QUEUE_TTL_EXPIRED", "timed_out", "The device did not take it in time"],
    ["SOMETHING_NEW", "failed", "It failed"],
  ] as const)("says of %s what happened", async (code, status, words) => {
    await open(aCommand({ status, endedAt: 9_000, error: { code, message: "In the device's words" } }));
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(code)).toBeTruthy();
    expect(screen.getByText(/In the device's words/)).toBeTruthy();
  });

  it.each([
    ["running", {}, /Runs step 1 of 2: Stop/],
    ["paused", {}, /The step under way runs to its end/],
    ["completed", { endedAt: 4_000 }, /Done in 3\ss/],
    ["cancelled", { endedAt: 4_000, statusReason: "Wrong device" }, /Cancelled:\s+Wrong device/],
  ] as const)("is said of one that is %s", async (status, part, words) => {
    await open(aCommand({ status, steps: [{ name: "Stop", state: "running" }], ...part }));
    expect(document.body.textContent).toMatch(words);
  });

  it("names the device that it waits for, and since when that is away", async () => {
    await open(aCommand({ status: "assigned", queuedAt: Date.now(), queueTtlMs: 3_600_000 }), {
      "devices.get": () => ({ isOnline: false, seenAt: Date.now() - 60_000 }),
    });
    expect(await screen.findByText(/which is offline since \d\d:\d\d/)).toBeTruthy();
    expect(screen.getAllByRole("link", { name: "gw-12" })[0]?.getAttribute("href")).toContain("/devices/");
    expect(screen.getByText(/It gives up in/)).toBeTruthy();
  });

  it("says which attempt it is and that the next one follows", async () => {
    const retry = { maxAttempts: 3, initialMs: 1_000, factor: 2, maxMs: 9_000 };
    const error = { code: "STEP_FAILED", message: "exit code 1" };
    await open(aCommand({ status: "scheduled", attempt: 2, retry, error, runAt: Date.now() + 60_000 }));
    expect(screen.getByText("2 of 3")).toBeTruthy();
    expect(screen.getByText(/Attempt 2 begins in/)).toBeTruthy();
  });

  it("is tried again on request, and a refusal stays in the question", async () => {
    const job = aCommand({ status: "failed", endedAt: 9_000, error: { code: "STEP_FAILED", message: "No." } });
    const retry = vi.fn((_input: never): unknown => {
      throw new ApiRefusal("It runs already.", { reason: "ILLEGAL_TRANSITION", httpStatus: 409 });
    });
    await open(job, { "jobs.retry": retry });
    fireEvent.click(screen.getByRole("button", { name: /^Retry/ }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("Attempt 2 starts from the first step, on gw-12");
    fireEvent.click(within(dialog).getByRole("button", { name: "Retry" }));
    expect(await screen.findByText("It runs already.")).toBeTruthy();
    expect(retry).toHaveBeenCalledWith({ id: job.id });
  });

  it("has no controls for a viewer", async () => {
    await open(aCommand({ status: "failed", endedAt: 9_000 }), { "users.me": () => aMe({ role: "viewer" }) });
    expect(screen.queryByRole("button", { name: /Retry|Delete|Pause/ })).toBeNull();
  });
});
