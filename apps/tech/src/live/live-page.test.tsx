import type { JobChange, LiveJob } from "@fieldline/client/live-job";
import type { Job, Sample } from "@fieldline/domain/job";
import { formatClock } from "@fieldline/ui/time";
import { cleanup, fireEvent, render, screen, waitFor } from "@solidjs/testing-library";
import { QueryClient, QueryClientProvider } from "@tanstack/solid-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forget } from "../kept.ts";

let push: (change: JobChange) => void = () => {};
const cancel = vi.hoisted(() => vi.fn());
const share = vi.hoisted(() => vi.fn());
const revoke = vi.hoisted(() => vi.fn());
const me = vi.hoisted(() => vi.fn());
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
  server: {
    users: { me: { query: me } },
    jobs: {
      cancel: { mutate: cancel },
      share: { mutate: share },
      revokeShare: { mutate: revoke },
      series: { query: async () => ({ bucketMs: 1, buckets: [] }) },
    },
  },
}));
const { LivePage } = await import("./live-page.tsx");
const { confirmPerson } = await import("../session/person.ts");

async function signInAs(person: object) {
  me.mockResolvedValue({ id: "anna", name: "Anna Berg", email: "a@b.c", role: "tech", seesOthers: true, ...person });
  await confirmPerson();
}

const startedAt = Date.now() - 60_000;
const job = {
  id: "job-1",
  kind: "probe",
  name: "TCP 203.0.113.47:443",
  requesterId: "anna",
  requesterName: "Anna Berg",
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
beforeEach(async () => {
  forget(() => true);
  await signInAs({});
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

it("says that a lost prober tells nothing of the target", () => {
  show();
  arrive({ job: { ...job, assigneeName: "gw-12", prober: { state: "lost", since: startedAt } } });
  expect(screen.getByRole("status").textContent).toBe("gw-12 is lost. That says nothing about the target.");
});

it("shows a command by its name alone", () => {
  const { container } = show();
  const command = { ...job, kind: "command", name: "Restart on gw-12", spec: { deviceName: "gw-12" } };
  arrive({ job: command as unknown as Job });
  expect(container.textContent).toBe("Restart on gw-12Running");
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
  fireEvent.click(await screen.findByText("Stop", { selector: "dialog button" }));
  expect(cancel).toHaveBeenCalledWith({ id: "job-1" });
  await waitFor(() => expect(screen.getByRole("button", { name: "Again" })).toBeTruthy());
});

it("tells a missing job from a missing connection", () => {
  show();
  const failure = { reason: "JOB_NOT_FOUND", message: "No such job.", paths: [], issues: [], details: {} } as const;
  arrive({ job: undefined, connection: "ended", failure: { ...failure, paths: [], issues: [], details: {} } });
  expect(screen.getByRole("heading", { name: "No such job" })).toBeTruthy();
});

const actions = () =>
  screen.queryAllByRole("button", { name: /^(Stop|Share|Resume|Again)$/ }).map((b) => b.textContent);

it.each([
  ["its own tech", {}, ["Share", "Stop"]],
  ["another tech's", { requesterId: "ben", requesterName: "Ben Ortiz" }, []],
])("offers for %s job what can be done", async (_, whose, offered) => {
  show();
  arrive({ job: { ...job, ...whose } });
  expect(actions()).toEqual(offered);
  expect(screen.queryAllByText(/Ben Ortiz's job\. You can watch it/)).toHaveLength(offered.length === 0 ? 1 : 0);
});

it("offers an operator everything of another's job, and says whose it is", async () => {
  await signInAs({ role: "operator" });
  show();
  arrive({ job: { ...job, requesterId: "ben", requesterName: "Ben Ortiz" } });
  expect(actions()).toEqual(["Share", "Stop"]);
  expect(screen.getByText(/Ben Ortiz's job/)).toBeTruthy();
});

it("offers a viewer nothing, of an earlier job of their own neither", async () => {
  await signInAs({ role: "viewer" });
  show();
  arrive({ job: { ...job, status: "completed", endedAt: Date.now(), version: 9 } });
  expect(actions()).toEqual([]);
});

it("says why another's job is not shown", () => {
  show();
  const message = "This job is somebody else's. You see your own jobs.";
  arrive({
    job: undefined,
    connection: "ended",
    failure: { reason: "FORBIDDEN", message, paths: [], issues: [], details: {} },
  });
  expect(screen.getByRole("heading", { name: "Not your job" })).toBeTruthy();
  expect(screen.getByText(message)).toBeTruthy();
});

it("makes a link to the report for seven days, and takes it back", async () => {
  share.mockResolvedValue({ id: "share-1", url: "/report/t0k3n", expiresAt: Date.now() + 604_800_000 });
  revoke.mockResolvedValue({ id: "share-1" });
  show();
  arrive({});
  fireEvent.click(screen.getByRole("button", { name: "Share" }));
  const link = await screen.findByLabelText<HTMLInputElement>("Link to the report");
  await waitFor(() => expect(link.value).toBe(new URL("/report/t0k3n", location.href).href));
  expect(share).toHaveBeenCalledWith({ id: "job-1", expiresInMs: 604_800_000 });
  fireEvent.click(screen.getByText("Take it back"));
  await waitFor(() => expect(link.value).toBe(""));
  expect(revoke).toHaveBeenCalledWith({ id: "job-1", shareId: "share-1" });
});

it("says why no link could be made and lets one try again", async () => {
  share.mockRejectedValueOnce({ message: "Slow down.", data: { reason: "RATE_LIMITED", httpStatus: 429 } });
  share.mockResolvedValue({ id: "share-2", url: "/report/other", expiresAt: Date.now() + 604_800_000 });
  show();
  arrive({});
  fireEvent.click(screen.getByRole("button", { name: "Share" }));
  expect(await screen.findByText("Slow down.")).toBeTruthy();
  fireEvent.click(screen.getByText("Try again"));
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Link to the report").value).toMatch(/other$/));
});
