import { createSignal } from "solid-js";
import { keep, kept } from "../kept.ts";
import { server } from "../server.ts";
import { tell } from "../shell/notice.ts";
import { isQueuedStarts, type QueuedStart, StartQueue, type StartQueuePorts } from "./start-queue.ts";

const KEY = "queued-starts";
const TRY_EVERY_MS = 10_000;

const load = () => kept(KEY, isQueuedStarts) ?? [];
const [queuedStarts, setQueuedStarts] = createSignal<QueuedStart[]>(load());

const ports: StartQueuePorts = {
  create: (input) => server.jobs.create.mutate(input),
  cancel: (id) => server.jobs.cancel.mutate({ id, reason: "Cancelled on the phone before it was sent." }),
  load,
  save: (starts) => keep(KEY, starts),
  now: () => Date.now(),
  onChange: setQueuedStarts,
  onStarted: (job) => tell({ text: `Back online: ${job.name} has started.`, jobId: job.id }),
};

export { queuedStarts };
export const startQueue = new StartQueue(ports);

/** Sends what waits whenever there may be a connection again; returns how to stop. */
export function keepFlushing(): () => void {
  const stop = new AbortController();
  const flush = () => {
    if (load().length > 0) void startQueue.flush();
  };
  addEventListener("online", flush, { signal: stop.signal });
  document.addEventListener("visibilitychange", flush, { signal: stop.signal });
  const timer = setInterval(flush, TRY_EVERY_MS);
  flush();
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}
