import { parentPort, workerData } from "node:worker_threads";
import { WebSocket } from "ws";

/** A thread of its own, so that neither the servers nor what measures them holds up the watchers. */
export interface WatchOrder {
  url: string;
  /** Sent with each upgrade. */
  headers?: Record<string, string>;
  watchers: number;
  /** How a frame that carries a sample begins. */
  frameStart: string;
}
export type WatchReport = { type: "open" } | { type: "latencies"; values: number[] };

const { url, headers, watchers, frameStart } = workerData as WatchOrder;
const OPENING_AT_ONCE = 50;
const latencies: number[] = [];
let isMeasuring = false;

for (let opened = 0; opened < watchers; opened += OPENING_AT_ONCE)
  await Promise.all(Array.from({ length: Math.min(OPENING_AT_ONCE, watchers - opened) }, open));
report({ type: "open" });

parentPort?.on("message", (message: "measure" | "report") => {
  isMeasuring = message === "measure";
  if (message === "report") report({ type: "latencies", values: latencies });
});

function open(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = new WebSocket(url, { perMessageDeflate: false, ...(headers && { headers }) });
  socket.on("open", () => resolve());
  socket.on("error", reject);
  socket.on("message", (data: Buffer) => {
    const arrivedAt = performance.timeOrigin + performance.now();
    if (!isMeasuring) return;
    const text = data.toString("latin1");
    if (!text.startsWith(frameStart)) return;
    const sentAt = Number(/"at":(\d+)/.exec(text)?.[1]);
    latencies.push(arrivedAt - sentAt);
  });
  return promise;
}

function report(message: WatchReport): void {
  parentPort?.postMessage(message);
}
