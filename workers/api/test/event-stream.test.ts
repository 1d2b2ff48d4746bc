import type { JobFrame } from "@fieldline/domain/frames";
import { expect, it } from "vitest";
import { type DrivenJob, driveJob } from "../../jobs/test/driven-job.ts";
import { mutate, send } from "../../test/call.ts";
import { watch } from "../../test/watcher.ts";

const open = ({ id }: DrivenJob, cursors = "") =>
  send(`/live/jobs/${id}${cursors}`, { headers: { accept: "text/event-stream" } });

function framesIn(text: string): JobFrame[] {
  const events = text.split("\n\n").filter((event) => event !== "" && !event.startsWith(":"));
  return events.map((event) => {
    expect(event).toMatch(/^data: \{.*\}$/);
    return JSON.parse(event.slice("data: ".length));
  });
}

it("gives the frames that a socket gives, and ends with the job", async () => {
  const job = await driveJob();
  await job.tick(2);
  const response = await open(job);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(response.headers.get("cache-control")).toBe("no-store");
  const watcher = await watch<JobFrame>(`/live/jobs/${job.id}`);
  const text = response.text();
  await job.tick(3);
  await mutate("jobs.cancel", { id: job.id });
  await watcher.end();
  const frames = framesIn(await text);
  expect(frames).toEqual(watcher.frames);
  expect(frames[0]?.type).toBe("snapshot");
  expect(frames.at(-1)).toMatchObject({ type: "end", job: { status: "cancelled" } });
});

it("gives what came after the cursors", async () => {
  const job = await driveJob();
  await job.tick(5);
  await mutate("jobs.cancel", { id: job.id });
  const [snapshot, end] = framesIn(await (await open(job, "?afterSample=3&afterLog=2")).text());
  expect(snapshot).toMatchObject({ samples: [{ seq: 4 }, { seq: 5 }], log: [{ seq: 3 }], nextSample: 5 });
  expect(end?.type).toBe("end");
});

it("leaves the job as it is when its reader goes away", async () => {
  const job = await driveJob();
  const reader = (await open(job)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  await job.tick(3);
  expect(await job.describe()).toMatchObject({ status: "running", summary: { sent: 3 } });
});
