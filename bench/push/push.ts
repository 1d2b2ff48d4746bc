import { once } from "node:events";
import { WebSocket } from "ws";
import { startBare } from "../bare/serve-bare.ts";
import { type SimulatedDevice, withFleet } from "../devices/fleet.ts";
import { type Distribution, distributionOf, inMs } from "../lib/distribution.ts";
import type { Product } from "../lib/product.ts";
import type { Figure } from "../lib/report.ts";
import { makeStateFolder, removeStateFolder } from "../lib/state-folders.ts";

const TARGET_P99_MS = 100;
const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "say", type: "runCommand", input: { command: "echo,so" } } }],
};

interface Times {
  toStarted: number[];
  toAssigned: number[];
  toWatcher: number[];
}

/** From a command's creation to its start on a device that listens, beside a frame sent on request by a bare object. */
export async function measurePush({ quick }: { quick: boolean }): Promise<Figure[]> {
  const count = quick ? 40 : 200;
  const bare = await tellBare(count);
  const times = await withFleet(1, (product, [device]) => command(product, device as SimulatedDevice, count));
  const figure = (what: string, values: number[]): Figure => {
    const took = distributionOf(values);
    return {
      topic: "Push to a device",
      what: `${what}, p50 / p99`,
      product: inMs(took),
      baseline: `${inMs(bare)} (bare frame)`,
      target: `p99 < ${TARGET_P99_MS} ms`,
      holds: took.p99 < TARGET_P99_MS,
    };
  };
  return [
    figure("created to started, by the server", times.toStarted),
    figure("asked for to taken on, by the device", times.toAssigned),
    figure("reported to seen by a watcher", times.toWatcher),
  ];
}

async function command(product: Product, device: SimulatedDevice, count: number): Promise<Times> {
  const base = product.url.replace("http", "ws");
  const channel = await open(`${base}/live/device`, { authorization: `Bearer ${device.accessToken}` });
  const times: Times = { toStarted: [], toAssigned: [], toWatcher: [] };
  const say = async (told: object) => device.http.send("/trpc/device.report", told);
  try {
    for (let at = 0; at < count; at++) {
      const told = frame(channel, '{"type":"work"');
      const askedAt = performance.now();
      const created = product.mutate<{ id: string }>("jobs.create", {
        kind: "command",
        deviceId: device.id,
        document: DOCUMENT,
      });
      await told;
      const { assignments } = JSON.parse(await device.http.send("/trpc/device.next", {})).result.data;
      times.toAssigned.push(performance.now() - askedAt);
      const { id } = await created;
      if (assignments.length !== 1 || assignments[0].jobId !== id)
        throw new Error("The device was told of work and given none, or another's.");

      const watcher = await open(`${base}/live/jobs/${id}`, { authorization: `Bearer ${product.token}` });
      const seen = frame(watcher, '{"type":"log"', "told by the device");
      const reportedAt = performance.now();
      const output = [{ stream: "stdout", text: "told by the device" }];
      await say({ jobId: id, attempt: 1, seq: 1, output });
      times.toWatcher.push((await seen) - reportedAt);
      watcher.terminate();
      await say({ jobId: id, attempt: 1, seq: 2, status: "completed", exitCode: 0 });
      const job = await product.query<{ startedAt: number; createdAt: number }>("jobs.get", { id });
      times.toStarted.push(job.startedAt - job.createdAt);
    }
  } finally {
    channel.terminate();
  }
  return times;
}

async function tellBare(count: number): Promise<Distribution> {
  const state = makeStateFolder("bare-push");
  const { http, url, stop } = await startBare(state);
  const socket = await open(`${url.replace("http", "ws")}/watch?name=push`);
  const times: number[] = [];
  try {
    for (let at = 0; at < count; at++) {
      const told = frame(socket, '{"told"');
      const askedAt = performance.now();
      await http.send("/tell?name=push", { told: at });
      times.push((await told) - askedAt);
    }
    return distributionOf(times);
  } finally {
    socket.terminate();
    await stop();
    removeStateFolder(state);
  }
}

async function open(url: string, headers: Record<string, string> = {}): Promise<WebSocket> {
  const socket = new WebSocket(url, { perMessageDeflate: false, headers });
  await once(socket, "open");
  return socket;
}

/** When the next frame comes that begins so and holds this text. */
function frame(socket: WebSocket, start: string, text = ""): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const listen = (data: Buffer) => {
    const arrivedAt = performance.now();
    const given = data.toString();
    if (!given.startsWith(start) || !given.includes(text)) return;
    socket.off("message", listen);
    resolve(arrivedAt);
  };
  socket.on("message", listen);
  return promise;
}
