import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { aJob, aTask } from "../../../testing/job-fixture.ts";
import { aMe } from "../../../testing/me-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { JobsPage } from "../jobs-page.tsx";
import { readJobsSearch } from "../jobs-search.ts";
// Loaded before it is asked for: what is lazy in the page is not what is tested.
import "./columns-panel.tsx";

beforeEach(() => localStorage.clear());

const TASK = aTask({ name: "Import", priority: 2, queuedAt: Date.now() - 180_000, queue: "high" });
const open = (at: string, jobs: object[] = [TASK, aJob({ name: "Line" })]) =>
  renderPage(
    <JobsPage />,
    {
      "users.me": () => aMe(),
      "jobs.list": () => ({ items: jobs, nextCursor: null }),
      "queues.list": () => [],
      "views.list": () => ({ items: [] }),
    },
    { path: "/jobs", at, validateSearch: readJobsSearch },
  );
const names = () => screen.getAllByRole("columnheader").map((header) => header.textContent);
const rowOf = async (name: string) => (await screen.findByRole("link", { name })).closest("tr") as HTMLElement;
const toggle = async (name: string | RegExp) => {
  if (!screen.queryByRole("menu")) fireEvent.click(await screen.findByRole("button", { name: "Columns" }));
  fireEvent.click(await screen.findByRole("menuitemcheckbox", { name }));
};

describe("the columns of the list", () => {
  it("are chosen one by one, for all lists and later visits", async () => {
    const { unmount, router } = await open("/jobs");
    await rowOf("Import");
    await toggle("Queue");
    await toggle("Account");
    await waitFor(() => expect(names()).toContain("Queue"));
    expect(names()).not.toContain("Account");
    expect((await rowOf("Import")).querySelector("[data-column=queue]")?.textContent).toBe("high");
    expect(router.state.location.searchStr).toBe("");
    unmount();
    await open("/jobs?kind=task", [TASK]);
    await rowOf("Import");
    expect(names()).toContain("Queue");
  });

  it("stay the address's own where it names them", async () => {
    const { router } = await open("/jobs?columns=queue");
    await rowOf("Import");
    await toggle("Attempt");
    await waitFor(() => expect(router.state.location.search).toMatchObject({ columns: "queue,attempt" }));
    expect(names()).toEqual(expect.arrayContaining(["Queue", "Attempt"]));
    expect(localStorage).toHaveLength(0);
  });

  it("go back to the usual ones", async () => {
    await open("/jobs");
    await rowOf("Import");
    const usual = names();
    await toggle("Duration");
    await waitFor(() => expect(names()).toContain("Duration"));
    fireEvent.click(screen.getByRole("menuitem", { name: "The usual columns" }));
    await waitFor(() => expect(names()).toEqual(usual));
  });

  it("leave the selection as it is", async () => {
    await open("/jobs?columns=queue");
    fireEvent.click(await screen.findByRole("checkbox", { name: "Select Import" }));
    await toggle("Ended");
    await waitFor(() => expect(names()).toContain("Ended"));
    expect(screen.getByRole<HTMLInputElement>("checkbox", { name: "Select Import" }).checked).toBe(true);
  });
});

describe("what a row says", () => {
  it("is how urgent a task is that waits, and since when", async () => {
    await open("/jobs");
    const row = await rowOf("Import");
    expect(row.textContent).toContain("priority 2");
    expect(row.textContent).toMatch(/queued 3\sm/);
  });

  it.each([
    ["scheduled", { status: "scheduled" as const, runAt: Date.now() + 7_260_000 }, /in\s2\sh/],
    ["blocked", { status: "blocked" as const, queuedAt: null, createdAt: Date.now() - 60_500 }, /blocked 1\sm/],
    ["cancelled before it started", { status: "cancelled" as const, endedAt: Date.now() }, /never/],
  ])("is why nothing has started: %s", async (_what, part, words) => {
    await open("/jobs?kind=task", [aTask({ name: "Import", ...part })]);
    expect((await rowOf("Import")).textContent).toMatch(words);
  });

  it("is the priority as a figure where there is work alone", async () => {
    await open("/jobs?kind=task", [TASK]);
    const row = await rowOf("Import");
    expect(names()).toContain("Priority");
    expect(row.querySelector("[data-column=priority]")?.textContent).toBe("priority 2");
  });
});
