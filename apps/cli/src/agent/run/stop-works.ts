import type { AttemptRef, DevicePort } from "../../server/device-port.ts";
import type { Line } from "../../server/line.ts";
import { pause } from "../../server/pause.ts";
import type { Spool } from "../spool/spool.ts";
import type { Work } from "./work.ts";
import type { Works } from "./works.ts";

/** For telling what is left; what cannot be told by then is told after the next start. */
const TELL_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;

export const HANDED_BACK = "the agent stopped before it began";

interface StopPorts {
  graceMs: number;
  line: Line;
  port: Pick<DevicePort, "release">;
  spool: Spool;
  now(): number;
}

/** Ends all work in hand: what has not begun goes back, commands get their time, probes are left to the next run. */
export async function stopWorks(works: Works, ports: StopPorts): Promise<void> {
  const commands = works.list().filter(({ isProbe }) => !isProbe);
  for (const work of works.list()) if (work.isProbe) work.control.end("stopped");
  const waiting = commands.filter(({ hasBegun }) => !hasBegun);
  for (const work of waiting) work.control.end("stopped");
  const handedBack = Promise.all(waiting.map((work) => handBack(work, ports)));

  const running = commands.filter(({ hasBegun }) => hasBegun);
  const grace = new AbortController();
  const ended = Promise.all(running.map(({ done }) => done)).then(() => grace.abort());
  await pause(ports.graceMs, grace.signal);
  for (const work of running) work.control.end("stopped");
  await Promise.all([ended, ...works.list().map(({ done }) => done)]);

  const deadline = AbortSignal.timeout(TELL_WITHIN_MS);
  await Promise.race([handedBack, pause(TELL_WITHIN_MS, deadline)]);
  while (ports.line.isUp && owesAnything(ports.spool) && !deadline.aborted) await pause(LOOK_EVERY_MS, deadline);
}

async function handBack({ ref, done }: Work, { line, port, spool, now }: StopPorts): Promise<void> {
  await done;
  const released = line.call(() => port.release({ ...ref, reason: HANDED_BACK }), AbortSignal.timeout(TELL_WITHIN_MS));
  await released.then(
    () => spool.jobs.settle(ref, now()),
    () => {},
  );
}

function owesAnything(spool: Spool): boolean {
  return spool.jobs.listOpen().some((ref: AttemptRef) => spool.owes(ref));
}
