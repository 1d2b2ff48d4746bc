import type { FeedFrame } from "@fieldline/domain/frames";
import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { FeedContext } from "../../../live/feed-context.ts";
import { aTask } from "../../../testing/job-fixture.ts";
import { renderPage } from "../../../testing/render-page.tsx";
import { DependenciesCard } from "./dependencies-card.tsx";

const listeners = new Set<(frame: FeedFrame) => void>();
const feed = {
  connection: "connected" as const,
  listen: (listener: (frame: FeedFrame) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
const job = aTask({ name: "Report" });
const node = (id: string, status: string | null, name = id) => ({ id, name, kind: status && "task", status });
const show = (graph: object) =>
  renderPage(
    <FeedContext value={feed}>
      <DependenciesCard job={job} />
    </FeedContext>,
    { "jobs.dependencies": () => graph },
  );

it("shows nothing of a job for which nothing waits and that waits for nothing", async () => {
  const { cache } = await show({ nodes: [node(job.id, "queued")], edges: [], isPartial: false });
  await waitFor(() => expect(cache.isFetching()).toBe(0));
  expect(screen.queryByRole("region")).toBeNull();
});

it("shows what comes before and after it, in order, with links to what the reader sees", async () => {
  await show({
    nodes: [
      node(job.id, "blocked", "Report"),
      node("load", "running", "Load"),
      node("x", null, "A job that you do not see"),
    ],
    edges: [
      { from: "load", to: job.id },
      { from: job.id, to: "x" },
    ],
    isPartial: false,
  });
  const card = within(await screen.findByRole("region", { name: "Before and after" }));
  const steps = card.getAllByRole("listitem").filter((item) => within(item).queryAllByRole("list").length === 1);
  expect(steps.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/Load$/),
    expect.stringMatching(/Reportafter Load$/),
    "A job that you do not seeafter Report",
  ]);
  expect(card.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["Load"]);
  expect(card.getByText("Report").closest("[aria-current]")).toBeTruthy();
});

it("follows the statuses as the feed tells them", async () => {
  await show({
    nodes: [node(job.id, "blocked", "Report"), node("load", "running", "Load")],
    edges: [{ from: "load", to: job.id }],
    isPartial: false,
  });
  await screen.findByText("Running");
  act(() => {
    for (const tell of listeners) tell({ type: "job", job: aTask({ id: "load", name: "Load", status: "completed" }) });
  });
  expect(await screen.findByText("Completed")).toBeTruthy();
});
