import type { Report } from "@fieldline/domain/report";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { ReportPage } from "./report-page.tsx";

const setSeries = vi.fn();
vi.mock("@fieldline/ui/probe-chart", () => ({ createProbeChart: () => ({ setSeries, destroy: () => {} }) }));

const AT = Date.UTC(2026, 10, 22, 14);
const BUCKET = { at: AT, sent: 10, lost: 1, missed: 0, minMs: 10, medianMs: 17, maxMs: 40 };
const REPORT: Report = {
  title: "TCP 203.0.113.47:443",
  host: "203.0.113.47",
  port: 443,
  method: "tcp",
  vantage: { kind: "edge" },
  cadenceMs: 1_000,
  durationMs: 600_000,
  packets: 1,
  status: "completed",
  createdAt: AT,
  startedAt: AT,
  endedAt: AT + 600_000,
  verdict: { state: "intermittent", reason: "Intermittent link. 6.4 % loss in bursts.", since: AT },
  summary: {
    sent: 600,
    received: 562,
    lossPercent: 6.4,
    minMs: 11,
    avgMs: 18.2,
    medianMs: 16.9,
    p95Ms: 31,
    p99Ms: 60,
    maxMs: 74.6,
    stddevMs: 5,
    jitterMs: 4.1,
    mos: 3.7,
    missedTicks: 4,
  },
  series: { bucketMs: 10_000, buckets: [BUCKET] },
  generatedAt: AT + 700_000,
  expiresAt: AT + 604_800_000,
};
const open = (answers: FakeAnswers) =>
  renderPage(<ReportPage />, answers, { path: "/report/$token", at: "/report/abc.def" });
const openReport = (part: Partial<Report> = {}) =>
  open({ "public.report": () => ({ report: { ...REPORT, ...part } }) });
const plain = () => (document.body.textContent ?? "").replaceAll("\u00a0", " ");
const figure = (name: string) => screen.getByText(name).parentElement?.querySelector("dd")?.textContent;

describe("a report", () => {
  it("says what was measured, how it reads and until when it is valid", async () => {
    const report = vi.fn((_input: never) => ({ report: REPORT }));
    await open({ "public.report": report });
    expect(await screen.findByRole("heading", { name: REPORT.title })).toBeTruthy();
    expect(report).toHaveBeenCalledWith({ token: "abc.def" });
    expect(plain()).toContain("Intermittent link6.4 % loss in bursts.");
    expect(plain()).toContain("203.0.113.47:443");
    expect(figure("Loss")).toBe("6.4%");
    expect(figure("Median")).toBe("16.9ms");
    expect(plain()).toMatch(/Made by Fieldline on .*valid until 29 Nov 2026/);
    await waitFor(() => expect(setSeries).toHaveBeenCalledWith(REPORT.series));
    expect(document.querySelector("svg path.stroke-bad")?.getAttribute("d")).toMatch(/^M/);
  });

  it("names neither customer nor requester unless they were chosen", async () => {
    await openReport();
    await screen.findByRole("heading", { name: REPORT.title });
    expect(screen.queryByText("Account")).toBeNull();
    expect(screen.queryByText("Run by")).toBeNull();
  });

  it("names them when they were", async () => {
    await openReport({ accountNumber: "ACC-7731", requesterName: "Ada Miller" });
    expect(await screen.findByText("ACC-7731")).toBeTruthy();
    expect(screen.getByText("Ada Miller")).toBeTruthy();
  });

  it("stands without a single measurement", async () => {
    await openReport({
      port: null,
      status: "cancelled",
      startedAt: null,
      endedAt: null,
      verdict: null,
      summary: null,
      series: { bucketMs: 1_000, buckets: [] },
    });
    expect(await screen.findByText("Not measured yet")).toBeTruthy();
    for (const name of ["Loss", "Median", "MOS", "Sent", "Not measured"]) expect(figure(name)).toBe("–");
    expect(plain()).not.toMatch(/null|undefined|NaN/);
  });

  it("stands when nothing came back", async () => {
    const nothing = { minMs: null, avgMs: null, medianMs: null, p95Ms: null, p99Ms: null, maxMs: null };
    const summary = { sent: 9, received: 0, lossPercent: 100, ...nothing, stddevMs: null, jitterMs: null, mos: null };
    await openReport({ summary: { ...summary, missedTicks: 0 } });
    await screen.findByRole("heading", { name: REPORT.title });
    expect(figure("Loss")).toBe("100%");
    expect(figure("Max")).toBe("–");
    expect(plain()).not.toMatch(/null|undefined|NaN/);
  });

  it("of a running probe says so and can be read again", async () => {
    const report = vi.fn((_input: never) => ({ report: { ...REPORT, status: "running", endedAt: null } }));
    await open({ "public.report": report });
    expect(await screen.findByText(/still running/)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => expect(report).toHaveBeenCalledTimes(2));
  });

  it("that has ended has nothing to refresh", async () => {
    await openReport();
    await screen.findByRole("heading", { name: REPORT.title });
    expect(screen.queryByRole("button", { name: "Refresh" })).toBeNull();
  });

  it("shows script in a title as text", async () => {
    const title = "<script>alert(1)</script><img src=x onerror=alert(1)>";
    await openReport({ title });
    expect(await screen.findByRole("heading", { name: title })).toBeTruthy();
    expect(document.body.querySelector("main img, main script")).toBeNull();
  });

  it("is kept out of search engines", async () => {
    await openReport();
    await screen.findByRole("heading", { name: REPORT.title });
    expect(document.querySelector("meta[name=robots]")?.getAttribute("content")).toBe("noindex");
  });
});

describe("a link", () => {
  it.each(["SHARE_NOT_FOUND", "INVALID_INPUT"])("that is not valid leads to a plain page at %s", async (reason) => {
    await open({
      "public.report": () => {
        throw new ApiRefusal("No.", { reason, httpStatus: 404 });
      },
    });
    expect(await screen.findByText("This link is not valid any more")).toBeTruthy();
    expect(screen.queryByRole("link")).toBeNull();
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("that cannot be read now can be tried again", async () => {
    let isUp = false;
    await open({
      "public.report": () => {
        if (isUp) return { report: REPORT };
        throw new ApiRefusal("Not now.", { reason: "UNAVAILABLE", httpStatus: 503 });
      },
    });
    await screen.findByText("Not now.");
    isUp = true;
    fireEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("heading", { name: REPORT.title })).toBeTruthy();
  });
});
