import type { RolloutDetail } from "@fieldline/domain/rollout";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { FeedContext } from "../../live/feed-context.ts";
import { ApiRefusal, type FakeAnswers } from "../../testing/fake-api.ts";
import { aMe } from "../../testing/me-fixture.ts";
import { renderPage } from "../../testing/render-page.tsx";
import { aRollout, aRolloutDetail } from "../../testing/rollout-fixture.ts";
import { RolloutPage } from "./rollout-page.tsx";
import { readRolloutSearch } from "./rollout-search.ts";

const execution = (name: string, part: object = {}) => ({
  deviceId: `id-of-${name}`,
  deviceName: name,
  state: "waiting",
  jobId: null,
  attempt: 1,
  message: null,
  notifiedAt: null,
  startedAt: null,
  endedAt: null,
  ...part,
});
const none = () => ({ items: [], nextCursor: null });

type Listener = Parameters<React.ContextType<typeof FeedContext>["listen"]>[0];
const listeners = new Set<Listener>();
const feed = {
  connection: "connected" as const,
  listen: (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
const open = (rollout: RolloutDetail, answers: FakeAnswers = {}, query = "") =>
  renderPage(
    <FeedContext value={feed}>
      <RolloutPage />
    </FeedContext>,
    { "users.me": () => aMe(), "rollouts.get": () => rollout, "rollouts.executions": none, ...answers },
    { path: "/rollouts/$rolloutId", at: `/rollouts/${rollout.id}${query}`, validateSearch: readRolloutSearch },
  );

describe("a rollout's page", () => {
  it("shows how the devices stand as one bar and in numbers", async () => {
    await open(aRolloutDetail({ counts: { completed: 6, failed: 2, running: 1, notified: 1, waiting: 10 } }));
    expect(
      await screen.findByRole("img", { name: "6 completed, 2 failed, 1 running, 1 told, 10 waiting of 20" }),
    ).toBeTruthy();
    expect(screen.getByText(/^8 of 20\sdevices through$/)).toBeTruthy();
    const progress = screen.getByRole("region", { name: "Progress" });
    expect(within(progress).getByRole("link", { name: "Failed" }).getAttribute("href")).toContain("state=failed");
  });

  it("does not count as through what was left out", async () => {
    await open(aRolloutDetail({ status: "cancelled", counts: { completed: 1, cancelled: 9 } }));
    expect(await screen.findByText(/^1 of 10\sdevices through$/)).toBeTruthy();
    expect(screen.getByText(/9\sdevices were left out/)).toBeTruthy();
  });

  it("names the rule that stopped it", async () => {
    const statusReason = "Stopped by the rule “failed ≥ 20 % of at least 10”: 3 of 10 failed (30 %)";
    await open(aRolloutDetail({ status: "aborted", statusReason, counts: { failed: 3, completed: 7, running: 2 } }));
    expect(await screen.findByText(`${statusReason}.`)).toBeTruthy();
    expect(screen.getByText(/2 under way run to their end/)).toBeTruthy();
  });

  it("groups what failed and names the devices", async () => {
    const failures = [
      { code: "STEP_FAILED", message: "exit code 7", count: 12, deviceIds: ["id-of-gw-1", "id-of-gw-2"] },
    ];
    await open(aRolloutDetail({ counts: { failed: 12 }, failures }), {
      "rollouts.executions": () => ({
        items: [execution("gw-1", { jobId: "job-1", state: "failed" })],
        nextCursor: null,
      }),
    });
    const card = await screen.findByRole("region", { name: "Failures" });
    await waitFor(() =>
      expect(within(card).getByRole("link", { name: "gw-1" }).getAttribute("href")).toBe("/jobs/job-1"),
    );
    expect(card.textContent).toMatch(/12.*exit code 7.*and 10 more/);
  });

  it("lists each device, filtered by what the address says", async () => {
    const executions = vi.fn((_input: never) => ({
      items: [
        execution("gw-1", {
          state: "failed",
          jobId: "job-1",
          message: "no space left",
          notifiedAt: 1,
          startedAt: 1_000,
          endedAt: 3_000,
        }),
      ],
      nextCursor: null,
    }));
    await open(
      aRolloutDetail({ counts: { completed: 1 } }),
      { "rollouts.executions": executions },
      "?state=failed&q=gw",
    );
    const table = await screen.findByRole("table", { name: "Devices of the rollout" });
    expect(within(table).getByText("no space left")).toBeTruthy();
    expect(within(table).getByText(/^2\ss$/)).toBeTruthy();
    expect(executions).toHaveBeenCalledWith(expect.objectContaining({ state: "failed", search: "gw" }));
  });

  it("follows the feed, and reads what it draws anew", async () => {
    const rollout = aRolloutDetail({ counts: { waiting: 2 } });
    const get = vi.fn((_input: never) => rollout);
    await open(rollout, { "rollouts.get": get });
    await screen.findByText(/^0 of 2\sdevices through$/);
    get.mockReturnValue(aRolloutDetail({ version: 2, counts: { completed: 2 } }));
    act(() => {
      for (const tell of listeners) tell({ type: "rollout", rollout: aRollout({ version: 2 }) });
      for (const tell of listeners) tell({ type: "rollout", rollout: aRollout({ version: 3 }) });
    });
    expect(await screen.findByText(/^2 of 2\sdevices through$/)).toBeTruthy();
    expect(get).toHaveBeenCalledTimes(2);
  });

  it("says what cancelling does, gently and with force", async () => {
    const cancel = vi.fn((_input: never) => aRollout({ status: "cancelled", version: 2 }));
    const rollout = aRolloutDetail({ counts: { waiting: 4, notified: 1, running: 3 } });
    await open(rollout, { "rollouts.cancel": cancel });
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    const dialog = await screen.findByRole("alertdialog");
    expect(dialog.textContent).toMatch(
      /5\sdevices that have not begun are left out.*The 3\sdevices under way run to their end/,
    );
    fireEvent.click(within(dialog).getByLabelText(/End those under way/));
    expect(dialog.textContent).toContain("under way end the step that runs");
    fireEvent.click(within(dialog).getByRole("button", { name: "Cancel the rollout" }));
    await waitFor(() => expect(cancel).toHaveBeenCalledWith({ id: rollout.id, force: true }));
  });

  it("keeps the question open where it is over by now", async () => {
    await open(aRolloutDetail({ counts: { waiting: 1 } }), {
      "rollouts.cancel": () => {
        throw new ApiRefusal("This rollout is over: it is completed.", { reason: "ROLLOUT_ENDED", httpStatus: 409 });
      },
    });
    fireEvent.click(await screen.findByRole("button", { name: "Cancel" }));
    fireEvent.click(await screen.findByRole("button", { name: "Cancel the rollout" }));
    expect(await screen.findByText("This rollout is over: it is completed.")).toBeTruthy();
  });

  it("retries what failed or timed out, with their number", async () => {
    const retry = vi.fn((_input: never) => aRollout({ version: 2 }));
    const rollout = aRolloutDetail({
      status: "completed",
      endedAt: 9,
      counts: { completed: 7, failed: 2, timed_out: 1, rejected: 4 },
    });
    await open(rollout, { "rollouts.retryFailed": retry });
    fireEvent.click(await screen.findByRole("button", { name: "Retry the 3 that failed" }));
    fireEvent.click(await screen.findByRole("button", { name: "Retry 3" }));
    await waitFor(() => expect(retry).toHaveBeenCalledWith({ id: rollout.id }));
  });

  it("has no controls for a viewer, and none where there is nothing to do", async () => {
    await open(aRolloutDetail({ counts: { failed: 2, waiting: 2 } }), { "users.me": () => aMe({ role: "viewer" }) });
    await screen.findByRole("region", { name: "Progress" });
    expect(screen.queryByRole("button", { name: /Retry|Cancel/ })).toBeNull();
  });

  it("says that there is none at a wrong address", async () => {
    await open(aRolloutDetail(), {
      "rollouts.get": () => {
        throw new ApiRefusal("None.", { reason: "ROLLOUT_NOT_FOUND", httpStatus: 404 });
      },
    });
    expect(await screen.findByText("There is no such rollout")).toBeTruthy();
  });
});
