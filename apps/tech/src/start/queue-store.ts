import { createSignal } from "solid-js";
import { keep, kept } from "../kept.ts";
import { server } from "../server.ts";
import { checkSession, confirmPerson, me } from "../session/person.ts";
import { tell } from "../shell/notice.ts";
import { isQueuedStarts, type QueuedStart, StartQueue, type StartQueuePorts } from "./start-queue.ts";

const KEY = "queued-starts";
const TRY_EVERY_MS = 10_000;

const load = () => kept(KEY, isQueuedStarts) ?? [];
const [queuedStarts, setQueuedStarts] = createSignal<QueuedStart[]>(load());

const ports: StartQueuePorts = {
  personHere: me,
  confirmPerson: async () => (await confirmPerson()).id,
  create: (input) => server.jobs.create.mutate(input),
  cancel: (id) => server.jobs.cancel.mutate({ id, reason: "Cancelled on the phone before it was sent." }),
  load,
  save: (starts) => keep(KEY, starts),
  now: () => Date.now(),
  onChange: setQueuedStarts,
  onSignedOut: () => void checkSession(),
  onStarted: (job) => tell({ text: `Back online: ${job.name} has started.`, jobId: job.id }),
};

export { queuedStarts };
export const startQueue = new StartQueue(ports);

/** The starts of the person who is signed in. */
export function myStarts(): QueuedStart[] {
  return queuedStarts().filter(({ by }) => by.id === me()?.id);
}

/** Sends what waits whenever there may be a connection again; returns how to stop. */
export function keepFlushing(): () => void {
  const stop = new AbortController();
  const flush = () => void startQueue.flush();
  addEventListener("online", flush, { signal: stop.signal });
  document.addEventListener("visibilitychange", flush, { signal: stop.signal });
  const timer = setInterval(flush, TRY_EVERY_MS);
  return () => {
    stop.abort();
    clearInterval(timer);
  };
}
