import type { JobChange, LiveJob } from "@fieldline/client/live-job";
import type { Job, Sample } from "@fieldline/domain/job";
import { formatClock } from "@fieldline/ui/time";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider } from "@tanstack/solid-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

let push: (change: JobChange) => void = () => {};
const cancel = vi.hoisted(() => vi.fn());
vi.mock("@fieldline/client/live-job", () => ({
  watchJob: ({ onChange }: { onChange: (change: JobChange) => void }) => {
    push = onChange;
    return { close() {} };
  },
}));
vi.mock("@fieldline/ui/probe-chart", () => ({
  createProbeChart: () => ({ append() {}, setSeries() {}, setWindow() {}, destroy() {} }),
}));
vi.mock("../server.ts", () => ({
  BASE_URL: "",
  jobsOfServer: {},
  server: { jobs: { cancel: { mutate: cancel }, series: { query: async () => ({ bucketMs: 1, buckets: [] }) } } },
}));
const { LivePage } = await import("./live-page.tsx");

const startedAt = Date.now() - 60_000;
const job = {
  id: "job-1",
  name: "TCP 203.0.113.47:443",
  status: "running",
  version: 2,
  updatedAt: startedAt,
  startedAt,
  pausedTotalMs: 0,
  recent: [],
  spec: {
    target: { host: "203.0.113.47", port: 443 },
    method: "tcp",
    vantage: { kind: "edge" },
    cadenceMs: 1_000,
    durationMs: 600_000,
    packets: 1,
  },
  summary: { sent: 60, received: 56, lossPercent: 6.667, medianMs: 16.9, jitterMs: 4.1, maxMs: 75, mos: 3.7 },
  verdict: { state: "intermittent", reason: "Intermittent link. It drops 4 packets at a time.", since: startedAt },
} as unknown as Job;
const sample: Sample = { seq: 60, tick: 59, at: startedAt + 59_000, rttMs: null, error: "no answer" };
const live = (change: Partial<LiveJob>): LiveJob => ({
  job,
  connection: "live",
  firstSeq: 1,
  lastSeq: 60,
  failure: undefined,
  ...change,
});
const arrive = (change: Partial<LiveJob>, samples: Sample[] = []) =>
  push({ live: live(change), samples, log: [], alerts: [] });

function show() {
  return render(() => (
    <QueryClientProvider client={new QueryClient()}>
      <LivePage jobId="job-1" />
    </QueryClientProvider>
  ));
}

afterEach(cleanup);
beforeEach(() => {
  localStorage.clear();
  cancel.mockReset();
  HTMLDialogElement.prototype.showModal ??= function () {
    this.open = true;
  };
});

it("shows loss, latency, the newest packet and the verdict with since when", () => {
  const { container } = show();
  arrive({}, [sample]);
  const text = container.textContent?.replaceAll("\u00a0", " ");
  expect(text).toContain("6.7 %");
  expect(text).toContain("17 ms");
  expect(text).toContain("last one lost");
  expect(text).toContain(`Intermittent link. It drops 4 packets at a time. Since ${formatClock(startedAt)}.`);
});

it("says in a dead spot until when the picture holds, and that it catches up", () => {
  show();
  arrive({}, [sample]);
  arrive({ connection: "offline" });
  expect(screen.getByRole("status").textContent).toMatch(/^No connection/);
  arrive({ connection: "catching-up" });
  expect(screen.getByRole("status").textContent).toMatch(/Catching up/);
  arrive({});
  expect(screen.queryByRole("status")).toBeNull();
});

it("shows what was kept of the job before anything arrives", () => {
  show();
  arrive({}, [sample]);
  cleanup();
  show();
  expect(screen.getByRole("heading", { name: "203.0.113.47" })).toBeTruthy();
});

it("asks before it stops a probe, and stops it", async () => {
  cancel.mockResolvedValue({ ...job, version: 3, status: "cancelled", endedAt: Date.now() });
  show();
  arrive({});
  fireEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(cancel).not.toHaveBeenCalled();
  fireEvent.click(screen.getAllByText("Stop", { selector: "dialog button" })[0] as HTMLElement);
  expect(cancel).toHaveBeenCalledWith({ id: "job-1" });
  await waitFor(() => expect(screen.getByRole("button", { name: "Again" })).toBeTruthy());
});

it("tells a missing job from a missing connection", () => {
  show();
  const failure = { reason: "JOB_NOT_FOUND", message: "No such job.", paths: [], issues: [] } as const;
  arrive({ job: undefined, connection: "ended", failure: { ...failure, paths: [], issues: [] } });
  expect(screen.getByRole("heading", { name: "No such job" })).toBeTruthy();
});
