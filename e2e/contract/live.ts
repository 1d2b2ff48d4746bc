import { expect, it } from "vitest";
import { JOB_FRAMES } from "./shapes.ts";
import { listen } from "./socket.ts";
import { Caller, shaped } from "./wire.ts";
import { begin, DOCUMENT, enroll, NOBODY, SIMULATED, SOON, type World } from "./world.ts";

/** Sockets of a job and of the feed. */
export function live(world: () => World): void {
  it("shows a job as it is, then what is new, again from where one left off, and its end", async () => {
    const { admin, stranger } = world();
    const device = await enroll(admin);
    const held = await begin(admin, device);
    const path = `/live/jobs/${held.jobId}`;
    const first = await listen(admin, path, JOB_FRAMES);
    const { job, log, samples, nextLog, nextSample } = await first.find("snapshot");
    expect(job).toMatchObject({ id: held.jobId, status: "running" });
    expect([log.map(({ seq }) => seq), samples, nextLog, nextSample]).toEqual([[1, 2], [], 2, 0]);
    first.send("ping");
    await first.pong();
    const said = { ...held, status: "running", progress: 50, output: [{ stream: "stderr", text: "oh\n" }] };
    await device.call("device.report", { ...said, seq: 1 });
    const { entries } = await first.find("log", (frame) => frame.entries.some(({ kind }) => kind === "output"));
    expect(entries.find(({ kind }) => kind === "output")).toMatchObject({ stream: "stderr", message: "oh\n", seq: 3 });
    await first.find("job", (frame) => frame.job.progress === 50);
    first.send({ type: "resume", afterSample: 0, afterLog: 1 });
    const again = await first.find("log", (frame) => frame.entries[0]?.seq === 2);
    expect(again.entries.map(({ seq }) => seq).slice(0, 2)).toEqual([2, 3]);

    await device.call("device.report", { ...held, seq: 2, status: "completed", exitCode: 0 });
    expect((await first.find("end")).job).toMatchObject({ id: held.jobId, status: "completed" });
    expect(await first.closed).toBe(1000);
    await expect(listen(stranger, path, JOB_FRAMES)).rejects.toThrow("refused");
    await expect(listen(admin, `/live/jobs/${NOBODY}`, JOB_FRAMES)).rejects.toThrow("refused");
    const elsewhere = new Caller(admin.url, { ...admin.headers, origin: "https://elsewhere.example" });
    await expect(listen(elsewhere, path, JOB_FRAMES)).rejects.toThrow("refused");
  });

  it("shows a probe's samples as they are taken, and what was missed by its cursor", async () => {
    const { admin } = world();
    const device = await enroll(admin);
    const { id: jobId } = await admin.call("jobs.create", {
      ...{ kind: "probe", target: { host: "192.0.2.1" }, method: "icmp", cadenceMs: 1_000, durationMs: 10_000 },
      vantage: { kind: "device", deviceId: device.id },
    });
    await device.call("device.next", {});
    const send = (...seqs: number[]) => {
      const samples = seqs.map((seq) => ({ seq, tick: seq - 1, at: Date.now(), rttMs: seq }));
      return device.call("device.samples", { jobId, attempt: 1, samples });
    };
    await send(1, 2, 3);
    const socket = await listen(admin, `/live/jobs/${jobId}`, JOB_FRAMES);
    expect(await socket.find("snapshot")).toMatchObject({
      nextSample: 3,
      samples: [{ seq: 1 }, { seq: 2 }, { seq: 3 }],
    });
    await send(4, 5);
    const { samples } = await socket.find("samples");
    expect(samples.map(({ seq, rttMs }) => [seq, rttMs])).toEqual([
      [4, 4],
      [5, 5],
    ]);
    socket.send({ type: "resume", afterSample: 3, afterLog: 1_000 });
    await expect.poll(() => socket.frames.filter(({ type }) => type === "samples").length, SOON).toBe(2);
    expect(socket.frames.filter(({ type }) => type === "samples")[1]).toEqual({ type: "samples", samples });
    await admin.call("jobs.cancel", { id: jobId });
    expect((await socket.find("end")).job.status).toBe("cancelled");
  });

  it("gives the same frames as server-sent events, with no more than a token", async () => {
    const { admin } = world();
    const { id } = await admin.call("jobs.create", { ...SIMULATED, runAt: Date.now() + 3_600_000 });
    await admin.call("jobs.cancel", { id });
    const { token } = await admin.call("users.tokens.create", { name: "curl" });
    const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
    const response = await fetch(`${admin.url}/live/jobs/${id}`, { headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    const events = (await response.text()).split("\n").filter((line) => line.startsWith("data: "));
    const frames = events.map((line) => JSON.parse(line.slice("data: ".length)));
    expect(frames.map(({ type }) => type)).toEqual(["snapshot", "end"]);
    shaped(JOB_FRAMES.snapshot, frames[0], "The first event");
  });

  it("tells the feed of jobs, devices, queues, rollouts and alerts", async () => {
    const { admin, feed } = world();
    await tellAll(world());
    feed.send("ping");
    await feed.pong();
    feed.close();
    const wrongTopic = await fetch(`${admin.url}/live/feed?topics=magic`, { headers: admin.headers });
    expect(wrongTopic.status).toBe(400);
  });
}

/** Has each kind of thing change, and hears of it. */
async function tellAll({ admin, feed, lineDown, lineDownId }: World): Promise<void> {
  const device = await enroll(admin, "gw-3");
  expect(await feed.find("device", (frame) => frame.device.id === device.id)).toMatchObject({
    device: { name: "gw-3" },
  });
  await admin.call("queues.create", { name: "told", maxConcurrency: 1 });
  expect((await feed.find("queue", ({ queue }) => queue.name === "told")).queue.paused).toBe(false);
  const document = { slug: "told", name: "Told", kind: "command", spec: { document: DOCUMENT }, variables: [] };
  const template = await admin.call("templates.create", document);
  const targets = { deviceIds: [device.id] };
  const rollout = await admin.call("rollouts.create", { templateId: template.id, targets });
  await feed.find("rollout", (frame) => frame.rollout.id === rollout.id);
  await feed.find("job", (frame) => frame.job.rolloutId === rollout.id && frame.job.assigneeId === device.id);
  const { alert } = await feed.find("alert", (frame) => frame.alert.jobId === lineDownId);
  expect(alert.reason).toMatch(/offline/i);
  expect((await lineDown.find("alert")).alert).toEqual(alert);
  lineDown.close();
}
