import type { CommandJob, LogEntry } from "@fieldline/domain/job";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FakeAnswers } from "../../../testing/fake-api.ts";
import { arrive } from "../../../testing/fake-watch.ts";
import { aCommand } from "../../../testing/job-fixture.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { JobPage } from "../job-page.tsx";
import { readJobSearch } from "../job-search.ts";

vi.mock("@fieldline/client/live-job", () => import("../../../testing/fake-watch.ts"));
beforeEach(() => {
  // happy-dom lays nothing out: what scrolls is as high as this, a row as high as a line.
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(20);
});

const output = (seq: number, message: string, part: Partial<LogEntry> = {}): LogEntry => ({
  seq,
  at: seq,
  attempt: 1,
  level: "info",
  kind: "output",
  stream: "stdout",
  step: "Stop",
  message,
  actor: { kind: "device", id: "gw-12", name: "gw-12" },
  ...part,
});
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
const terminal = () => screen.getByRole("region", { name: "Output of the command" });
const rowsOf = (text: string) => within(terminal()).getAllByText(text, { exact: false });

describe("the output of a command", () => {
  it("comes as it is written, by step, stderr named", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "one\ntw"), output(2, "o\n"), output(3, "broken\n", { step: "Start", stream: "stderr" })]);
    expect(await screen.findByText("two", { exact: false })).toBeTruthy();
    expect(screen.getByRole("button", { name: /Start.*1\sline/ })).toBeTruthy();
    expect(within(terminal()).getAllByText("err")).toHaveLength(1);
  });

  it("shows what looks like markup as text, and colours as classes", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, '<img src=x onerror="alert(1)">\u001b[31mred\u001b[0m<script>alert(2)</script>\n')]);
    expect((await screen.findByText("red")).className).toBe("text-bad");
    expect(terminal().textContent).toContain('<img src=x onerror="alert(1)">');
    expect(terminal().querySelector("img, script")).toBeNull();
  });

  it("has no more rows in the page than are in view, whatever its length", async () => {
    const job = aCommand();
    await open(job);
    const long = "x".repeat(300_000);
    arrive(job, [output(1, `${Array.from({ length: 20_000 }, (_, line) => `line ${line}`).join("\n")}\n${long}`)]);
    await waitFor(() => expect(terminal().querySelectorAll("[data-index]").length).toBeGreaterThan(5));
    expect(terminal().querySelectorAll("[data-index]").length).toBeLessThan(120);
  });

  it("says where the middle was cut", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "begin\n… 12.3 MB cut …\nend\n")]);
    expect(await screen.findByText("12.3 MB were cut here.")).toBeTruthy();
  });

  it("is searched: how many, which one, and the next", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "alpha\nbeta\nALPHA and alpha\n")]);
    const search = screen.getByLabelText("Search the output");
    fireEvent.change(search, { target: { value: "alpha" } });
    expect(await screen.findByText("1 of 3")).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Next match" }));
    expect(screen.getByText("2 of 3")).toBeTruthy();
    fireEvent.keyDown(search, { key: "Enter", shiftKey: true });
    fireEvent.keyDown(search, { key: "Enter", shiftKey: true });
    expect(screen.getByText("3 of 3")).toBeTruthy();
    expect(terminal().querySelectorAll("mark")).toHaveLength(3);
    fireEvent.change(search, { target: { value: "gamma" } });
    expect(await screen.findByText("no match")).toBeTruthy();
  });

  it("stops following when it is scrolled up, and follows again when asked", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "one\n")]);
    const element = terminal();
    Object.defineProperties(element, {
      scrollHeight: { value: 2_000, configurable: true },
      clientHeight: { value: 400, configurable: true },
    });
    arrive(job, [output(2, "two\n")]);
    await waitFor(() => expect(element.scrollTop).toBe(2_000));
    expect(screen.queryByRole("button", { name: "Follow" })).toBeNull();
    element.scrollTop = 300;
    fireEvent.scroll(element);
    arrive(job, [output(3, "three\n")]);
    expect(element.scrollTop).toBe(300);
    fireEvent.click(await screen.findByRole("button", { name: "Follow" }));
    await waitFor(() => expect(element.scrollTop).toBe(2_000));
  });

  it("folds a step by its heading", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "hidden line\n")]);
    fireEvent.click(await screen.findByRole("button", { name: /Stop.*1\sline/ }));
    expect(screen.queryByText("hidden line", { exact: false })).toBeNull();
  });

  it("reads what was written before the page was opened", async () => {
    const job = aCommand();
    const log = vi.fn((_input: never) => ({ items: [output(1, "early\n"), output(2, "less early\n")], nextSeq: null }));
    await open(job, { "jobs.log": log });
    arrive(job, [output(3, "late\n")]);
    await waitFor(() => expect(rowsOf("early").length).toBeGreaterThan(0));
    expect(rowsOf("late")).toHaveLength(1);
    expect(log).toHaveBeenCalledWith({ id: job.id, afterSeq: 0, limit: 2 });
  });

  it("is not in the log's tab", async () => {
    const job = aCommand();
    await open(job);
    arrive(job, [output(1, "noise\n"), output(2, "Started on gw-12", { kind: "transition", status: "running" })]);
    await waitFor(() => expect(screen.getByRole("list", { name: /Log entries/ }).children).toHaveLength(1));
  });
});

describe("the attempts of a command", () => {
  const attempt = (number: number, part: object) => ({
    attempt: number,
    status: "failed",
    startedAt: 1_000,
    endedAt: 3_000,
    assigneeId: "gw-12",
    exitCode: 1,
    error: null,
    result: null,
    steps: [],
    ...part,
  });
  const answers: FakeAnswers = {
    "jobs.attempts": () => [
      attempt(1, { error: { code: "STEP_FAILED", message: "exit code 1" } }),
      attempt(2, { status: "completed", exitCode: 0, result: { freedMb: 12 } }),
    ],
  };

  it("are each whole, the newest first", async () => {
    await open(aCommand({ status: "completed", endedAt: 9_000, attempt: 2 }), answers, "?tab=attempts");
    const headings = await screen.findAllByRole("heading", { name: /^Attempt / });
    expect(headings.map(({ textContent }) => textContent)).toEqual(["Attempt 2", "Attempt 1"]);
    expect(screen.getByText(/"freedMb": 12/)).toBeTruthy();
    expect(screen.getByText("A step failed.")).toBeTruthy();
  });

  it("have each their own output", async () => {
    const job = aCommand({ status: "completed", endedAt: 9_000, attempt: 2 });
    await open(job, answers, "?attempt=1");
    arrive(job, [output(1, "first try\n"), output(2, "second try\n", { attempt: 2 })]);
    expect(await screen.findByText("first try", { exact: false })).toBeTruthy();
    expect(screen.queryByText("second try", { exact: false })).toBeNull();
    fireEvent.change(screen.getByLabelText("Attempt shown"), { target: { value: "2" } });
    expect(await screen.findByText("second try", { exact: false })).toBeTruthy();
  });
});
