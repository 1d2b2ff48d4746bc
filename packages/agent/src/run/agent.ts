import type { Assignment, DeviceFrame } from "@fieldline/domain/device";
import type { JobKind } from "@fieldline/domain/job";
import type { Logger } from "../log.ts";
import { type CallFailure, callFailureOf, Dismissed } from "../server/call-failure.ts";
import type { DevicePort } from "../server/device-port.ts";
import type { Line } from "../server/line.ts";
import { pause } from "../server/pause.ts";
import type { ServerClock } from "../server/server-clock.ts";
import type { Spool } from "../spool/spool.ts";
import type { Departures } from "./departures.ts";
import type { Executor } from "./executor.ts";
import { Heartbeat } from "./heartbeat.ts";
import { HANDED_BACK, stopWorks } from "./stop-works.ts";
import { Works } from "./works.ts";

export interface AgentPorts {
  port: DevicePort;
  line: Line;
  clock: ServerClock;
  spool: Spool;
  /** Who it is, for its log. */
  identity: { server: string; deviceId: string; name: string };
  rhythm: Rhythm;
  log: Logger;
  executors: Executor[];
  departures: Departures;
  /** Keeps the push channel open until `signal` aborts; absent where the agent polls alone. */
  keepPushChannel?(hooks: PushHooks): Promise<void>;
}
export interface Rhythm {
  /** At most so long between two signs of life. */
  heartbeatMs: number;
  /** So often it asks for work by itself. */
  pollMs: number;
  /** So long work may go on when the agent is stopped. */
  stopGraceMs: number;
}
export interface PushHooks {
  onOpen(): void;
  onFrame(frame: DeviceFrame): void;
  signal: AbortSignal;
}

const LAST_ANSWER_WITHIN_MS = 2_000;
const UNWIND_WITHIN_MS = 5_000;

/** Asks for work when told or when it is time, keeps leases alive, and ends in good order. */
export class Agent {
  readonly #ports: AgentPorts;
  readonly #works: Works;
  readonly #end = new AbortController();
  readonly #intake = new AbortController();
  readonly #heartbeat: Heartbeat;
  #asking: Promise<void> | undefined;
  readonly #toAskFor = new Set<JobKind>();
  #dismissed: Dismissed | undefined;

  constructor(ports: AgentPorts) {
    this.#ports = ports;
    const { port, line, spool, departures, clock, log, executors } = ports;
    this.#works = new Works({
      ...{ clock, executors },
      delivery: { port, line, spool, departures, log, now: () => clock.now(), signal: this.#end.signal },
      ask: (kind) => this.ask(kind),
      onBegun: (work) => this.#heartbeat.keepUpWith(work),
      onDismissed: (dismissed) => this.#dismiss(dismissed),
    });
    this.#heartbeat = new Heartbeat(this.#works, ports, {
      onWork: () => this.ask(),
      onFailure: (thrown) => this.#failed(thrown),
    });
  }

  /** Works until it is stopped; throws {@link Dismissed} where the server will not have this device. */
  async run(): Promise<void> {
    const { log, identity } = this.#ports;
    const { server, deviceId, name } = identity;
    log.info("The agent runs.", { server, deviceId, name });
    this.#works.restore();
    this.ask();
    const loops = [this.#heartbeat.keepBeating(this.#end.signal), this.#keepPolling(), this.#listen()];
    await Promise.all(loops.map((loop) => loop.catch((thrown) => this.#failed(thrown))));
    if (this.#dismissed) throw this.#dismissed;
  }

  /** Takes nothing on any more, lets commands end or hands them back, tells what can be told, and ends. */
  async stop(): Promise<void> {
    if (this.#intake.signal.aborted) return;
    const { log, rhythm, line, port, spool } = this.#ports;
    const { stopGraceMs: graceMs } = rhythm;
    log.info("The agent stops.", { graceMs });
    this.#intake.abort();
    await Promise.all([
      stopWorks(this.#works, { graceMs, line, port, spool }),
      Promise.race([this.#asking, pause(LAST_ANSWER_WITHIN_MS, this.#end.signal)]),
    ]);
    this.#end.abort();
    log.info("The agent has stopped.");
  }

  /** Asks the server for work: once more after the present asking, where one is under way. */
  ask(...kinds: JobKind[]): void {
    if (this.#intake.signal.aborted) return;
    const all = this.#ports.executors.map(({ kind }) => kind);
    for (const kind of kinds.length > 0 ? kinds : all) this.#toAskFor.add(kind);
    this.#asking ??= this.#askUntilDone()
      .catch((thrown) => this.#failed(thrown))
      .finally(() => {
        this.#asking = undefined;
        // Asked in the moment between the last look and this one.
        if (this.#toAskFor.size > 0) this.ask(...this.#toAskFor);
      });
  }

  async #askUntilDone(): Promise<void> {
    const { signal } = this.#intake;
    while (this.#toAskFor.size > 0) {
      const kinds = [...this.#toAskFor];
      this.#toAskFor.clear();
      const assignments = (await Promise.all(kinds.map((kind) => this.#askFor(kind)))).flat();
      if (signal.aborted) {
        await this.#handBack(assignments);
        return;
      }
      this.#works.take(assignments, kinds);
    }
  }

  async #askFor(kind: JobKind): Promise<Assignment[]> {
    const { line, port } = this.#ports;
    const max = this.#works.mostOf(kind);
    const types = this.#works.typesOf(kind);
    if (max === 0) return [];
    const asked = { max, kinds: [kind], ...(types && { types }) };
    return (await line.call(() => port.next(asked), this.#end.signal)).assignments;
  }

  /** What came while the agent had begun to stop. */
  async #handBack(assignments: Assignment[]): Promise<void> {
    const { port, spool, line } = this.#ports;
    const fresh = assignments.filter((assignment) => !spool.jobs.find(assignment));
    for (const { jobId, attempt } of fresh)
      await line.call(() => port.release({ jobId, attempt, reason: HANDED_BACK }), this.#end.signal).catch(() => {});
  }

  async #keepPolling(): Promise<void> {
    const { signal } = this.#intake;
    const { rhythm } = this.#ports;
    while (!signal.aborted) {
      await pause(rhythm.pollMs, signal);
      this.ask();
    }
  }

  async #listen(): Promise<void> {
    await this.#ports.keepPushChannel?.({
      signal: this.#end.signal,
      onOpen: () => {
        this.#ports.line.answered();
        this.ask();
      },
      onFrame: (frame) => {
        if (frame.type === "work") this.ask();
        else if (frame.type === "control") this.#works.obey(frame);
      },
    });
  }

  #failed(thrown: unknown): void {
    if (this.#intake.signal.aborted) return;
    if (thrown instanceof Dismissed) {
      this.#dismiss(thrown);
      return;
    }
    const { reason, message }: CallFailure = callFailureOf(thrown);
    this.#ports.log.error("The agent met a failure.", { reason, words: message, cause: String(thrown) });
  }

  #dismiss(dismissed: Dismissed): void {
    if (this.#dismissed) return;
    this.#dismissed = dismissed;
    this.#intake.abort();
    const works = this.#works.list();
    for (const work of works) work.control.end("lost");
    const ended = Promise.all(works.map(({ done }) => done));
    void Promise.race([ended, pause(UNWIND_WITHIN_MS, this.#end.signal)]).finally(() => {
      for (const work of works) work.isGivenUp = true;
      this.#end.abort();
    });
  }
}
