import type { Assignment, DeviceFrame } from "@fieldline/domain/device";
import { type CallFailure, callFailureOf, Dismissed } from "../../server/call-failure.ts";
import type { DevicePort, HeartbeatAnswer } from "../../server/device-port.ts";
import type { Line } from "../../server/line.ts";
import { pause } from "../../server/pause.ts";
import type { ServerClock } from "../../server/server-clock.ts";
import type { Logger } from "../log.ts";
import type { Settings } from "../settings.ts";
import type { Spool } from "../spool/spool.ts";
import { HANDED_BACK, stopWorks } from "./stop-works.ts";
import { type WorkKind, Works, type WorksPorts } from "./works.ts";

export interface AgentPorts {
  port: DevicePort;
  line: Line;
  clock: ServerClock;
  spool: Spool;
  settings: Settings;
  log: Logger;
  execution: Pick<WorksPorts, "command" | "probe">;
  departures: WorksPorts["delivery"]["departures"];
  /** Keeps the push channel open until `signal` aborts; absent where the agent polls alone. */
  keepPushChannel?(hooks: PushHooks): Promise<void>;
}
export interface PushHooks {
  onOpen(): void;
  onFrame(frame: DeviceFrame): void;
  signal: AbortSignal;
}

const MOST_PROBES = 50;
const LEAST_BEAT_MS = 50;
const LAST_ANSWER_WITHIN_MS = 2_000;
const KINDS = ["command", "probe"] as const;

/** Asks for work when told or when it is time, keeps leases alive, and ends in good order. */
export class Agent {
  readonly #ports: AgentPorts;
  readonly #works: Works;
  readonly #end = new AbortController();
  readonly #intake = new AbortController();
  #beat = new AbortController();
  #asking: Promise<void> | undefined;
  readonly #toAskFor = new Set<WorkKind>();
  #dismissed: Dismissed | undefined;

  constructor(ports: AgentPorts) {
    this.#ports = ports;
    const { port, line, spool, departures, clock, log, settings, execution } = ports;
    this.#works = new Works({
      ...execution,
      delivery: { port, line, spool, departures, log, now: () => clock.now(), signal: this.#end.signal },
      concurrency: settings.concurrency,
      ask: (kind) => this.ask(kind),
      onDismissed: (dismissed) => this.#dismiss(dismissed),
    });
  }

  /** Works until it is stopped; throws {@link Dismissed} where the server will not have this device. */
  async run(): Promise<void> {
    const { log, settings } = this.#ports;
    log.info("The agent runs.", { server: settings.server, deviceId: settings.deviceId, name: settings.name });
    this.#works.restore();
    this.ask();
    const loops = [this.#keepBeating(), this.#keepPolling(), this.#listen()];
    await Promise.all(loops.map((loop) => loop.catch((thrown) => this.#failed(thrown))));
    if (this.#dismissed) throw this.#dismissed;
  }

  /** Takes nothing on any more, lets commands end or hands them back, tells what can be told, and ends. */
  async stop(): Promise<void> {
    if (this.#intake.signal.aborted) return;
    const { log, settings, line, port, spool, clock } = this.#ports;
    log.info("The agent stops.", { graceMs: settings.stopGraceMs });
    this.#intake.abort();
    await Promise.all([
      stopWorks(this.#works, { graceMs: settings.stopGraceMs, line, port, spool, now: () => clock.now() }),
      Promise.race([this.#asking, pause(LAST_ANSWER_WITHIN_MS, this.#end.signal)]),
    ]);
    this.#end.abort();
    this.#beat.abort();
    log.info("The agent has stopped.");
  }

  /** Asks the server for work: once more after the present asking, where one is under way. */
  ask(...kinds: WorkKind[]): void {
    if (this.#intake.signal.aborted) return;
    for (const kind of kinds.length > 0 ? kinds : KINDS) this.#toAskFor.add(kind);
    this.#asking ??= this.#askUntilDone()
      .catch((thrown) => this.#failed(thrown))
      .finally(() => {
        this.#asking = undefined;
      });
  }

  async #askUntilDone(): Promise<void> {
    const { line, port, settings } = this.#ports;
    const { signal } = this.#intake;
    const most = { command: settings.concurrency, probe: MOST_PROBES };
    while (this.#toAskFor.size > 0) {
      const kinds = [...this.#toAskFor];
      this.#toAskFor.clear();
      const answers = await Promise.all(
        kinds.map((kind) => line.call(() => port.next({ max: most[kind], kinds: [kind] }), this.#end.signal)),
      );
      const assignments = answers.flatMap((answer) => answer.assignments);
      if (signal.aborted) {
        await this.#handBack(assignments);
        return;
      }
      const hadNone = this.#works.list().length === 0;
      this.#works.take(assignments, kinds);
      if (hadNone && this.#works.list().length > 0) this.#beat.abort();
    }
  }

  /** What came while the agent had begun to stop. */
  async #handBack(assignments: Assignment[]): Promise<void> {
    const { port, spool, line } = this.#ports;
    const fresh = assignments.filter((assignment) => !spool.jobs.find(assignment));
    for (const { jobId, attempt } of fresh)
      await line.call(() => port.release({ jobId, attempt, reason: HANDED_BACK }), this.#end.signal).catch(() => {});
  }

  /** For presence, for the leases of what runs, and for the clock. */
  async #keepBeating(): Promise<void> {
    while (!this.#end.signal.aborted) {
      this.#beat = new AbortController();
      const beat = this.#beat.signal;
      const afterMs = await this.#beatOnce().catch((thrown) => {
        if (thrown instanceof Dismissed || this.#end.signal.aborted) throw thrown;
        this.#failed(thrown);
        return this.#ports.settings.heartbeatMs;
      });
      await pause(afterMs, AbortSignal.any([beat, this.#end.signal]));
    }
  }

  /** Gives when the next one is due. */
  async #beatOnce(): Promise<number> {
    const { line, port, clock, spool } = this.#ports;
    const jobs = this.#works.list().map(({ ref }) => ({ id: ref.jobId, attempt: ref.attempt }));
    const answer = await line.call(() => clock.read(() => port.heartbeat({ jobs })), this.#end.signal);
    spool.note("lastContactAt", String(clock.now()));
    for (const control of answer.controls) this.#works.obey(control);
    if (answer.hasWork) this.ask();
    return this.#beatAfterMs(answer);
  }

  /** Whatever the server asks for, it is not called without a pause. */
  #beatAfterMs({ nextHeartbeatMs }: HeartbeatAnswer): number {
    const leases = this.#works.list().map(({ assignment }) => assignment.leaseMs / 3);
    const wished = [nextHeartbeatMs, ...leases].filter((ms) => ms >= LEAST_BEAT_MS);
    return Math.min(this.#ports.settings.heartbeatMs, ...wished);
  }

  async #keepPolling(): Promise<void> {
    const { signal } = this.#intake;
    const { settings } = this.#ports;
    while (!signal.aborted) {
      await pause(settings.pollMs, signal);
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
    for (const work of this.#works.list()) work.control.end("lost");
    const ended = Promise.all(this.#works.list().map(({ done }) => done));
    void ended.finally(() => {
      this.#end.abort();
      this.#beat.abort();
    });
  }
}
