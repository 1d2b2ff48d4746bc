import type { JobFrame } from "@fieldline/domain/frames";
import type { LogEntry, Sample } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { driveJob } from "../../jobs/test/driven-job.ts";
import { mutate, send } from "../../test/call.ts";
import { expectRefusal } from "../../test/refusal.ts";
import { type Watcher, watch } from "../../test/watcher.ts";

type JobWatcher = Watcher<JobFrame>;
const watchJob = (id: string, cursors = "") => watch<JobFrame>(`/live/jobs/${id}${cursors}`);

const samplesIn = (frames: JobFrame[]): Sample[] =>
  frames.flatMap((frame) => (frame.type === "snapshot" || frame.type === "samples" ? frame.samples : []));
const logIn = (frames: JobFrame[]): LogEntry[] =>
  frames.flatMap((frame) => (frame.type === "snapshot" ? frame.log : frame.type === "log" ? frame.entries : []));
const seqs = (entries: { seq: number }[]) => entries.map(({ seq }) => seq);
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const typesOf = ({ frames }: JobWatcher) => frames.map(({ type }) => type);
const hasSample = (watcher: JobWatcher, seq: number) => () => samplesIn(watcher.frames).at(-1)?.seq === seq;
const hasFrame = (watcher: JobWatcher, type: JobFrame["type"]) => () => typesOf(watcher).includes(type);

describe("a job's live socket", () => {
  it("begins with a snapshot and goes on with what happens", async () => {
    const job = await driveJob();
    await job.tick(3);
    const watcher = await watchJob(job.id);
    await watcher.until(hasFrame(watcher, "snapshot"));
    const log = await job.log();
    expect(watcher.frames).toEqual([
      {
        type: "snapshot",
        job: await job.describe(),
        samples: await job.samples(),
        log,
        nextSample: 3,
        nextLog: log.length,
      },
    ]);
    await job.tick(4);
    await watcher.until(hasSample(watcher, 7));
    expect(samplesIn(watcher.frames)).toEqual(await job.samples());
    const last = watcher.frames.findLast((frame) => frame.type === "job");
    expect(last).toEqual({ type: "job", job: await job.describe() });

    await mutate("jobs.pause", { id: job.id });
    await watcher.until(() => logIn(watcher.frames).at(-1)?.status === "paused");
    const paused = watcher.frames.findLast((frame) => frame.type === "job");
    expect(paused).toMatchObject({ job: { status: "paused" } });
    expect(logIn(watcher.frames)).toEqual(await job.log());
  });

  it("gives after a reconnect exactly what was missed", async () => {
    const job = await driveJob();
    await job.tick(5);
    await mutate("jobs.pause", { id: job.id });
    await mutate("jobs.resume", { id: job.id });
    await job.tick(5);
    const watcher = await watchJob(job.id, "?afterSample=4&afterLog=2");
    await watcher.until(hasFrame(watcher, "snapshot"));
    const total = (await job.log()).length;
    expect(seqs(samplesIn(watcher.frames))).toEqual(range(5, 10));
    expect(seqs(logIn(watcher.frames))).toEqual(range(3, total));
    expect(watcher.frames[0]).toMatchObject({ nextSample: 10, nextLog: total });
    const upToDate = await watchJob(job.id, `?afterSample=10&afterLog=${total}`);
    await upToDate.until(hasFrame(upToDate, "snapshot"));
    expect(upToDate.frames).toMatchObject([{ samples: [], log: [], nextSample: 10, nextLog: total }]);
  });

  it("takes a resume frame and gives what came after its cursors", async () => {
    const job = await driveJob();
    await job.tick(6);
    const watcher = await watchJob(job.id);
    await watcher.until(hasFrame(watcher, "snapshot"));
    watcher.socket.send(JSON.stringify({ type: "resume", afterSample: 2, afterLog: 0 }));
    await watcher.until(() => hasFrame(watcher, "samples")() && hasFrame(watcher, "log")());
    expect(seqs(samplesIn(watcher.frames.slice(1)))).toEqual(range(3, 6));
    expect(logIn(watcher.frames.slice(1))).toEqual(await job.log());
    expect(watcher.closed).toBeUndefined();
  });

  it.each(["abc", "?afterSample=-5&afterLog=-1", "?afterSample=x&afterLog=", "?afterSample=1e999", "?afterSample="])(
    "begins with all of it where the cursors are %s",
    async (cursors) => {
      const job = await driveJob();
      await job.tick(2);
      const watcher = await watchJob(job.id, cursors.startsWith("?") ? cursors : `?${cursors}`);
      await watcher.until(hasFrame(watcher, "snapshot"));
      expect(seqs(samplesIn(watcher.frames)).at(-1)).toBe(2);
      expect(watcher.closed).toBeUndefined();
    },
  );

  it("sends thousands of samples in several frames, in order", async () => {
    const job = await driveJob({ packets: 20 });
    await job.tick(160);
    const all = await watchJob(job.id, "?afterSample=0&afterLog=0");
    await all.until(hasSample(all, 3_200));
    expect(seqs(samplesIn(all.frames))).toEqual(range(1, 3_200));
    const sizes = all.frames.map((frame) => samplesIn([frame]).length);
    expect(Math.max(...sizes)).toBe(1_000);
    expect(all.frames[0]).toMatchObject({ type: "snapshot", nextSample: 1_000 });

    const latest = await watchJob(job.id);
    await latest.until(hasFrame(latest, "snapshot"));
    expect(seqs(samplesIn(latest.frames))).toEqual(range(2_201, 3_200));
    await job.tick(1);
    for (const watcher of [all, latest]) await watcher.until(hasSample(watcher, 3_220));
    expect(seqs(samplesIn(all.frames))).toEqual(range(1, 3_220));
  });

  it("answers ping with pong", async () => {
    const { id } = await driveJob();
    const watcher = await watchJob(id);
    for (let count = 0; count < 3; count++) watcher.socket.send("ping");
    await watcher.until(() => watcher.texts.length === 3);
    expect(watcher.texts).toEqual(["pong", "pong", "pong"]);
  });

  it.each([
    "garbage",
    "{",
    "{}",
    '{"type":"resume"}',
    '{"type":"resume","afterSample":-1,"afterLog":0}',
    "x".repeat(100_000),
  ])("is closed by a text that is no frame, and no other socket with it: %.40s", async (text) => {
    const job = await driveJob();
    const [rude, polite] = [await watchJob(job.id), await watchJob(job.id)];
    rude.socket.send(text);
    expect(await rude.end()).toMatchObject({ code: 1003 });
    await job.tick(2);
    await polite.until(hasSample(polite, 2));
    expect(polite.closed).toBeUndefined();
  });
});

describe("a job's end", () => {
  it("is the last frame, and closes every socket with 1000", async () => {
    const job = await driveJob({ durationMs: 10_000 });
    const watchers = [await watchJob(job.id), await watchJob(job.id)];
    await job.tick(11);
    for (const watcher of watchers) {
      expect(await watcher.end()).toMatchObject({ code: 1000 });
      expect(seqs(samplesIn(watcher.frames))).toEqual(range(1, 10));
      expect(watcher.frames.at(-1)).toEqual({ type: "end", job: await job.describe() });
      expect(typesOf(watcher).filter((type) => type === "end")).toHaveLength(1);
    }
  });

  it("comes at once to who opens a socket later", async () => {
    const job = await driveJob();
    await job.tick(3);
    await mutate("jobs.cancel", { id: job.id, reason: "enough" });
    const watcher = await watchJob(job.id);
    expect(await watcher.end()).toMatchObject({ code: 1000 });
    expect(typesOf(watcher)).toEqual(["snapshot", "end"]);
    expect(seqs(samplesIn(watcher.frames))).toEqual([1, 2, 3]);
    expect(watcher.frames[1]).toMatchObject({ job: { status: "cancelled", statusReason: "enough" } });
  });
});

it.each(["0190163d-8694-739b-aea5-966c26f8ad91", "nonsense", "..%2F..", "'%20OR%201=1"])(
  "there is no socket of the unknown job %s",
  async (id) => {
    for (const [name, value] of [
      ["upgrade", "websocket"],
      ["accept", "text/event-stream"],
    ] as const) {
      const { data } = await expectRefusal(await send(`/live/jobs/${id}`, { headers: { [name]: value } }));
      expect(data).toMatchObject({ httpStatus: 404, reason: "JOB_NOT_FOUND" });
    }
  },
);

it("a request that is no upgrade is told to upgrade", async () => {
  const { id } = await driveJob();
  const { message, data } = await expectRefusal(await send(`/live/jobs/${id}`));
  expect(data).toMatchObject({ httpStatus: 426, reason: "INVALID_INPUT" });
  expect(message).toContain("WebSocket");
});
