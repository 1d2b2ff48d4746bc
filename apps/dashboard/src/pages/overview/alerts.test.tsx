import type { Alert } from "@fieldline/domain/job";
import type { Queue } from "@fieldline/domain/queue";
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { aQueue } from "../../testing/queue-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { Alerts } from "./alerts.tsx";
import { readOverviewSearch } from "./overview-search.ts";

const alert = (jobName: string, part: Partial<Alert> = {}): Alert => ({
  id: jobName,
  jobId: "00000000-0000-7000-8000-000000000001",
  jobName,
  requesterId: "local-admin",
  state: "offline",
  reason: "Offline. No reply to the last 5 packets.",
  raisedAt: Date.now(),
  clearedAt: null,
  ...part,
});
const open = (items: Alert[], queues: Queue[] = []) => {
  const list = vi.fn((_input: never) => ({ items }));
  const answers = { "alerts.list": list, "queues.list": () => queues };
  return renderPage(<Alerts />, answers, { validateSearch: readOverviewSearch }).then((page) => ({
    ...page,
    list,
  }));
};

describe("what needs attention", () => {
  it("is the open alerts, and drops one that clears", async () => {
    const { list, cache } = await open([alert("down"), alert("was down", { clearedAt: Date.now() })]);
    expect(await screen.findByRole("link", { name: "down" })).toBeTruthy();
    expect(screen.queryByRole("link", { name: "was down" })).toBeNull();
    expect(list.mock.calls[0]?.[0]).toMatchObject({ open: true });
    cache.setQueriesData({ queryKey: [["alerts"]] }, { items: [alert("down", { clearedAt: Date.now() })] });
    expect(await screen.findByText("Nothing needs you")).toBeTruthy();
  });

  it("is a paused queue, too, with why and what waits in it", async () => {
    await open([], [aQueue({ name: "batch", paused: true, pauseNote: "Until the move", waiting: 3 }), aQueue()]);
    const line = (await screen.findByRole("link", { name: "Queue batch" })).closest("li");
    expect(line?.textContent).toMatch(/Paused.*3\stasks wait in it: Until the move/);
    expect(screen.queryByText("Nothing needs you")).toBeNull();
    expect(screen.queryByRole("link", { name: "Queue standard" })).toBeNull();
  });

  it("is all of today's when asked, in the address", async () => {
    const day = 86_400_000;
    const { router } = await open([
      alert("down"),
      alert("was down", { clearedAt: Date.now() + 60_000 }),
      alert("two days ago", { raisedAt: Date.now() - 2 * day }),
    ]);
    fireEvent.click(await screen.findByRole("button", { name: "Today" }));
    expect(await screen.findByRole("link", { name: "was down" })).toBeTruthy();
    expect(screen.queryByRole("link", { name: "two days ago" })).toBeNull();
    await waitFor(() => expect(router.state.location.searchStr).toBe("?alerts=today"));
  });
});
