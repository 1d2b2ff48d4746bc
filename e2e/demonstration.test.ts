import { expect, it } from "vitest";
import { startServer } from "./support/server.ts";
import { until } from "./support/until.ts";

it("an empty state is filled once by what really runs, and its agents come back with the server", async () => {
  const server = await startServer({ isDemonstration: true });
  const { api } = server;
  try {
    const ended = async () => (await api.jobs.list.query({ kind: ["task"], status: ["completed"], limit: 100 })).items;
    const done = await until(
      async () => {
        const items = await ended();
        return items.length >= 9 ? items : undefined;
      },
      "nine tasks are done",
      60_000,
    );
    expect(done.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Import the new businesses", "Export for the website", "sync.finance", "sync.audio"]),
    );
    const bad = await api.jobs.list.query({ isUnreviewed: true });
    expect(bad.items).toMatchObject([{ name: "Approve a business that is gone", error: { code: "NO_SUCH_BUSINESS" } }]);
    const devices = async () => (await api.devices.list.query({ isOnline: true })).items.map(({ name }) => name).sort();
    await until(async () => (await devices()).length === 3, "both agents and this machine are online");
    expect((await api.schedules.list.query({})).items).toHaveLength(5);

    const { count } = await api.jobs.count.query({});
    await server.kill();
    await server.startAgain();
    const { id } = await api.jobs.create.mutate({ kind: "task", templateId: "directory-stats" });
    await until(async () => (await api.jobs.get.query({ id })).status === "completed", "the agent is back", 60_000);
    expect(await api.jobs.count.query({})).toEqual({ count: count + 1 });
  } finally {
    await server.dispose();
  }
});
