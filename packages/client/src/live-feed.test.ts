import type { FeedFrame } from "@fieldline/domain/frames";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { alertFixture, jobFixture } from "./job.test-support.ts";
import { type FeedConnection, type FeedWatch, watchFeed } from "./live-feed.ts";
import { type LiveServer, QUICK, startLiveServer } from "./live-server.test-support.ts";

let server: LiveServer;
const watches: FeedWatch[] = [];

beforeEach(async () => {
  server = await startLiveServer();
});
afterEach(async () => {
  for (const watch of watches.splice(0)) watch.close();
  await server.stop();
});

function watch() {
  const frames: FeedFrame[] = [];
  const connections: [FeedConnection, boolean][] = [];
  const watching = watchFeed({
    topics: ["jobs", "alerts"],
    baseUrl: server.baseUrl,
    onFrame: (frame) => frames.push(frame),
    onConnection: (...change) => connections.push(change),
    timing: QUICK,
  });
  watches.push(watching);
  return { frames, connections, ...watching };
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 });

test("passes on each frame of its topics and ignores what it does not know", async () => {
  const { frames, connections } = watch();
  await until(() => expect(connections).toEqual([["live", false]]));
  expect(server.visits[0]?.url.href).toMatch(/\/live\/feed\?topics=jobs%2Calerts$/);
  const sent: FeedFrame[] = [
    { type: "job", job: jobFixture() },
    { type: "alert", alert: alertFixture() },
    { type: "deleted", id: "a" },
  ];
  server.sendText('{"type":"rollout"}');
  server.send(...sent);
  await until(() => expect(frames).toEqual(sent));
});

test("tells of a reconnect, so that lists fetch what they missed", async () => {
  const { frames, connections } = watch();
  await until(() => expect(connections).toHaveLength(1));
  server.dropAll();
  await until(() => expect(connections).toHaveLength(3));
  expect(connections.slice(1)).toEqual([
    ["connecting", true],
    ["live", true],
  ]);
  server.send({ type: "deleted", id: "b" });
  await until(() => expect(frames).toEqual([{ type: "deleted", id: "b" }]));
});

test("says that it is offline after several failed attempts and goes on trying", async () => {
  server.refusesSockets = true;
  const { connections } = watch();
  await until(() => expect(connections).toEqual([["offline", false]]));
  server.refusesSockets = false;
  await until(() => expect(connections.at(-1)).toEqual(["live", false]));
});

test("is quiet after close", async () => {
  const watching = watch();
  await until(() => expect(watching.connections).toHaveLength(1));
  watching.close();
  await until(() => expect(server.open()).toEqual([]));
  expect(watching.connections).toHaveLength(1);
});
