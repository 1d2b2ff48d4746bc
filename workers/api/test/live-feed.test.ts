import type { FeedFrame } from "@fieldline/domain/frames";
import type { Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { driveJob } from "../../jobs/test/driven-job.ts";
import { mutate, send } from "../../test/call.ts";
import { setLimits } from "../../test/limits.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";
import { type Watcher, watch } from "../../test/watcher.ts";

type FeedWatcher = Watcher<FeedFrame>;
const watchFeed = (topics: string) => watch<FeedFrame>(`/live/feed${topics}`);
const LATER = { runAt: Date.UTC(2100, 0, 1) };
const OFFLINE = { vantage: { kind: "simulator", scenario: "offline", seed: 1 } } as const;

const create = async () => (await mutate<Job>("jobs.create", probeInput(LATER))).data;
const jobsIn = ({ frames }: FeedWatcher, id: string) =>
  frames.flatMap((frame) => (frame.type === "job" && frame.job.id === id ? [frame.job] : []));
const alertsIn = ({ frames }: FeedWatcher, jobId: string) =>
  frames.flatMap((frame) => (frame.type === "alert" && frame.alert.jobId === jobId ? [frame.alert] : []));

beforeAll(() => setLimits({}));

describe("the feed", () => {
  it.each(["", "?topics=jobs", "?topics=jobs,alerts", "?topics=jobs,jobs"])(
    "%s tells of a job's creation, end and deletion",
    async (topics) => {
      const watcher = await watchFeed(topics);
      const created = await create();
      await watcher.until(() => jobsIn(watcher, created.id).length === 1);
      expect(jobsIn(watcher, created.id)[0]).toEqual(created);
      const { data: cancelled } = await mutate<Job>("jobs.cancel", { id: created.id });
      await watcher.until(() => jobsIn(watcher, created.id).length === 2);
      expect(jobsIn(watcher, created.id)[1]).toEqual(cancelled);
      await mutate("jobs.delete", { id: created.id });
      await watcher.until(() => watcher.frames.some(({ type }) => type === "deleted"));
      expect(watcher.frames.at(-1)).toEqual({ type: "deleted", id: created.id });
      expect(jobsIn(watcher, created.id)).toHaveLength(2);
    },
  );

  it("tells of an alert when it is raised and when it is cleared, to those who asked for alerts", async () => {
    const [alerts, both, jobs] = [
      await watchFeed("?topics=alerts"),
      await watchFeed("?topics=alerts,jobs"),
      await watchFeed("?topics=jobs"),
    ];
    const job = await driveJob(OFFLINE);
    await job.tick(5);
    for (const watcher of [alerts, both]) {
      await watcher.until(() => alertsIn(watcher, job.id).length > 0);
      expect(alertsIn(watcher, job.id)[0]).toMatchObject({ state: "offline", clearedAt: null });
    }
    await mutate("jobs.cancel", { id: job.id });
    for (const watcher of [alerts, both]) {
      await watcher.until(() => alertsIn(watcher, job.id).some(({ clearedAt }) => clearedAt !== null));
      expect(new Set(alertsIn(watcher, job.id).map(({ id }) => id)).size).toBe(1);
    }
    await jobs.until(() => jobsIn(jobs, job.id).at(-1)?.status === "cancelled");
    expect(alertsIn(jobs, job.id)).toEqual([]);
    expect(jobsIn(alerts, job.id)).toEqual([]);
    expect(jobsIn(both, job.id).at(-1)?.status).toBe("cancelled");
  });

  it.each(["?topics=jobs", "?topics=alerts", "?topics=jobs,alerts"])("%s answers ping with pong", async (topics) => {
    const watcher = await watchFeed(topics);
    watcher.socket.send("ping");
    await watcher.until(() => watcher.texts.length > 0);
    expect(watcher.texts).toEqual(["pong"]);
  });

  it.each(["?topics=jobs", "?topics=jobs,alerts"])(
    "%s closes the socket of who talks, and no other",
    async (topics) => {
      const [rude, polite] = [await watchFeed(topics), await watchFeed(topics)];
      rude.socket.send('{"type":"resume"}');
      expect(await rude.end()).toMatchObject({ code: 1003 });
      const { id } = await create();
      await polite.until(() => jobsIn(polite, id).length === 1);
      expect(polite.closed).toBeUndefined();
    },
  );

  it("keeps going when a watcher leaves", async () => {
    const [leaving, staying] = [await watchFeed("?topics=jobs,alerts"), await watchFeed("?topics=jobs,alerts")];
    leaving.socket.close(1000);
    const { id } = await create();
    await staying.until(() => jobsIn(staying, id).length === 1);
    expect(jobsIn(leaving, id)).toEqual([]);
  });

  it.each(["cats", "jobs,cats", "", ",", "JOBS", "__proto__", "<script>"])("has no topic %j", async (topics) => {
    const response = await send(`/live/feed?topics=${encodeURIComponent(topics)}`, {
      headers: { upgrade: "websocket" },
    });
    const { message, data } = await expectRefusal(response);
    expect(data).toMatchObject({ httpStatus: 400, reason: "INVALID_INPUT" });
    expect(message).toContain("The topics are jobs, alerts, devices, rollouts, queues.");
  });

  it("tells a request that is no upgrade to upgrade", async () => {
    expect((await expectRefusal(await send("/live/feed?topics=jobs"))).data.httpStatus).toBe(426);
  });
});
