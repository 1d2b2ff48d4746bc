import type { AttemptRef, DevicePort } from "../server/device-port.ts";
import type { Line } from "../server/line.ts";
import { pause } from "../server/pause.ts";
import type { Spool } from "../spool/spool.ts";
import type { Work } from "./work.ts";
import type { Works } from "./works.ts";

/** For telling what is left; what cannot be told by then is told after the next start. */
const TELL_WITHIN_MS = 5_000;
/** For work of this process to end once it has been told to: it cannot be killed. */
const UNWIND_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 50;

export const HANDED_BACK = "the agent stopped before it began";
const HANDED_BACK_UNFINISHED = "the agent stopped before it was done";

interface StopPorts {
  graceMs: number;
  line: Line;
  port: Pick<DevicePort, "release">;
  spool: Spool;
}

/** Ends all work in hand: what has not begun goes back, the rest gets its time, probes are left to the next run. */
export async function stopWorks(works: Works, ports: StopPorts): Promise<void> {
  const left = works.list().filter((work) => works.atStopOf(work) === "leave");
  for (const work of left) work.control.end("stopped");
  const mine = works.list().filter((work) => !left.includes(work));
  const waiting = mine.filter(({ hasBegun }) => !hasBegun);
  for (const work of waiting) work.control.end("stopped");
  const handedBack = Promise.all(waiting.map((work) => handBack(works, work, { ...ports, reason: HANDED_BACK })));

  const running = mine.filter(({ hasBegun }) => hasBegun);
  const grace = new AbortController();
  const ended = Promise.all(running.map(({ done }) => done)).then(() => grace.abort());
  await pause(ports.graceMs, grace.signal);
  for (const work of running) work.control.end("stopped");
  const unfinished = running.filter((work) => works.atStopOf(work) === "handBack");
  await Promise.all([...mine, ...left].filter((work) => !unfinished.includes(work)).map(({ done }) => done));
  if (unfinished.length > 0) await Promise.race([ended, pause(UNWIND_WITHIN_MS, grace.signal)]);

  const told = new AbortController();
  const deadline = AbortSignal.any([AbortSignal.timeout(TELL_WITHIN_MS), told.signal]);
  const returned = unfinished
    .filter(({ ref }) => ports.spool.jobs.find(ref)?.state === "begun")
    .map((work) => handBack(works, work, { ...ports, reason: HANDED_BACK_UNFINISHED }));
  for (const work of running) work.isGivenUp = true;
  await Promise.race([Promise.all([handedBack, ...returned]), pause(TELL_WITHIN_MS, deadline)]);
  while (ports.line.isUp && owesAnything(ports.spool) && !deadline.aborted) await pause(LOOK_EVERY_MS, deadline);
  told.abort();
}

async function handBack(works: Works, work: Work, { line, port, spool, reason }: StopPorts & { reason: string }) {
  const { ref } = work;
  const signal = AbortSignal.timeout(TELL_WITHIN_MS);
  if (!work.hasBegun) await work.done;
  else while (line.isUp && spool.owes(ref) && !signal.aborted) await pause(LOOK_EVERY_MS, signal);
  await line
    .call(() => port.release({ ...ref, reason }), signal)
    .then(
      () => works.settle(ref),
      () => {},
    );
}

function owesAnything(spool: Spool): boolean {
  return spool.jobs.listOpen().some((ref: AttemptRef) => spool.owes(ref));
}
