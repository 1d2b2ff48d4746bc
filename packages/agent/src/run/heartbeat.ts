import { Dismissed } from "../server/call-failure.ts";
import type { DevicePort, HeartbeatAnswer } from "../server/device-port.ts";
import type { Line } from "../server/line.ts";
import { pause } from "../server/pause.ts";
import type { ServerClock } from "../server/server-clock.ts";
import type { Spool } from "../spool/spool.ts";
import type { Work } from "./work.ts";
import type { Works } from "./works.ts";

const LEAST_BEAT_MS = 50;
/** The server takes no more names in one call. */
const MOST_NAMED = 100;

interface HeartbeatPorts {
  port: Pick<DevicePort, "heartbeat">;
  line: Line;
  clock: ServerClock;
  spool: Spool;
  rhythm: { heartbeatMs: number };
}
interface HeartbeatHooks {
  /** There is work to ask for. */
  onWork(): void;
  onFailure(thrown: unknown): void;
}

/** Signs of life: for presence, for the leases of what runs, and for the clock. */
export class Heartbeat {
  readonly #works: Works;
  readonly #ports: HeartbeatPorts;
  readonly #hooks: HeartbeatHooks;
  #rest = new AbortController();
  #restMs = Number.POSITIVE_INFINITY;

  constructor(works: Works, ports: HeartbeatPorts, hooks: HeartbeatHooks) {
    this.#works = works;
    this.#ports = ports;
    this.#hooks = hooks;
  }

  /** Beats until `signal` aborts; throws {@link Dismissed}. */
  async keepBeating(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#rest = new AbortController();
      const rest = AbortSignal.any([this.#rest.signal, signal]);
      this.#restMs = await this.#beat(signal).catch((thrown) => {
        if (thrown instanceof Dismissed || signal.aborted) throw thrown;
        this.#hooks.onFailure(thrown);
        return this.#ports.rhythm.heartbeatMs;
      });
      await pause(this.#restMs, rest);
    }
  }

  /** What was begun with a lease so short that the next sign of life would come late has it come now. */
  keepUpWith({ assignment }: Work): void {
    if (assignment.leaseMs / 3 < this.#restMs) this.#rest.abort();
  }

  /** Gives when the next one is due. */
  async #beat(signal: AbortSignal): Promise<number> {
    const { line, port, clock, spool } = this.#ports;
    const held = this.#works.held().map(({ jobId, attempt }) => ({ id: jobId, attempt }));
    let restMs = Number.POSITIVE_INFINITY;
    for (let from = 0; from === 0 || from < held.length; from += MOST_NAMED) {
      const jobs = held.slice(from, from + MOST_NAMED);
      const answer = await line.call(() => clock.read(() => port.heartbeat({ jobs })), signal);
      for (const control of answer.controls) this.#works.obey(control);
      if (answer.hasWork) this.#hooks.onWork();
      restMs = this.#restAfter(answer);
    }
    spool.note("lastContactAt", String(clock.now()));
    return restMs;
  }

  /** Whatever the server asks for, it is not called without a pause. */
  #restAfter({ nextHeartbeatMs }: HeartbeatAnswer): number {
    const leases = this.#works.list().map(({ assignment }) => assignment.leaseMs / 3);
    const wished = [nextHeartbeatMs, ...leases].filter((ms) => ms >= LEAST_BEAT_MS);
    return Math.min(this.#ports.rhythm.heartbeatMs, ...wished);
  }
}
