import type { Assignment, Control, Wish } from "@fieldline/domain/device";
import type { JobKind } from "@fieldline/domain/job";
import { Dismissed } from "../server/call-failure.ts";
import type { AttemptRef } from "../server/device-port.ts";
import { Delivery, type DeliveryPorts } from "./delivery.ts";
import type { Executor, WorkPorts } from "./executor.ts";
import { recover } from "./recover.ts";
import { Slots } from "./slots.ts";
import { Work } from "./work.ts";

export interface WorksPorts {
  delivery: DeliveryPorts;
  clock: WorkPorts["clock"];
  executors: Executor[];
  /** The server should be asked: there is room again, or it has to say how a probe goes on. */
  ask(kind: JobKind): void;
  /** Something was begun. */
  onBegun(work: Work): void;
  onDismissed(dismissed: Dismissed): void;
}

interface Performer {
  executor: Executor;
  slots: Slots | undefined;
}

const keyOf = ({ jobId, attempt }: AttemptRef) => `${jobId}/${attempt}`;

/** What this agent has in hand, and what of it the server still has to hear. */
export class Works {
  readonly #ports: WorksPorts;
  readonly #performers: Map<JobKind, Performer>;
  readonly #works = new Map<string, Work>();
  readonly #deliveries = new Map<string, Delivery>();
  /** Left by an earlier run, and not begun again before the server has given them out once more. */
  readonly #waiting = new Map<string, AttemptRef & { kind: JobKind }>();

  constructor(ports: WorksPorts) {
    this.#ports = ports;
    this.#performers = new Map(
      ports.executors.map((executor) => [
        executor.kind,
        { executor, slots: executor.slots === undefined ? undefined : new Slots(executor.slots) },
      ]),
    );
  }

  /** Takes up what an earlier run has left. */
  restore(): void {
    const { clock, delivery } = this.#ports;
    const executorOf = ({ kind }: { kind: JobKind }) => this.#performers.get(kind)?.executor;
    const { going, waiting, untold } = recover(executorOf, { ...delivery, clock });
    for (const job of untold) this.#deliver(job, job.kind);
    for (const { assignment } of going) this.#start(new Work(assignment, true));
    for (const { jobId, attempt, kind } of waiting)
      this.#waiting.set(keyOf({ jobId, attempt }), { jobId, attempt, kind });
  }

  list(): Work[] {
    return [...this.#works.values()];
  }

  /** All whose leases this agent keeps. */
  held(): AttemptRef[] {
    return [...this.list().map(({ ref }) => ref), ...this.#waiting.values()];
  }

  /** So many of a kind to ask for, what is in hand and what goes on among them; what is over and has not ended here yet takes up its place. */
  mostOf(kind: JobKind): number {
    const waiting = [...this.#waiting.values()].filter((one) => one.kind === kind);
    const lingering = this.list().filter(
      ({ ref, hasBegun, assignment }) =>
        assignment.kind === kind && hasBegun && this.#ports.delivery.spool.jobs.find(ref)?.state === "settled",
    );
    const most = this.#performers.get(kind)?.executor.most ?? 0;
    return Math.max(most - lingering.length, waiting.length);
  }

  typesOf(kind: JobKind): string[] | undefined {
    return this.#performers.get(kind)?.executor.types;
  }

  atStopOf({ assignment }: Work): Executor["atStop"] {
    return this.#performers.get(assignment.kind)?.executor.atStop ?? "report";
  }

  /** Takes assignments on in the server's order, of the kinds asked for; what is known already only learns from them. */
  take(assignments: Assignment[], kinds: JobKind[]): void {
    const { spool, now, log } = this.#ports.delivery;
    for (const assignment of assignments) {
      const key = keyOf(assignment);
      const known = this.#works.get(key);
      const isWaiting = this.#waiting.delete(key);
      if (!known && !isWaiting && spool.jobs.find(assignment)) continue;
      spool.jobs.take(assignment, now());
      if (known) known.learn(assignment, now());
      else {
        const words = isWaiting ? "Work goes on where an earlier run has left it." : "Work is taken on.";
        log.info(words, { jobId: assignment.jobId, attempt: assignment.attempt, type: assignment.type });
        this.#start(new Work(assignment));
      }
    }
    const told = new Set(assignments.map(keyOf));
    for (const work of this.list()) {
      const isAskedFor = kinds.includes(work.assignment.kind);
      if (isAskedFor && !told.has(keyOf(work.ref))) work.goOnUntold(now());
    }
  }

  /** A control, however it came; the server repeats itself. */
  obey({ jobId, attempt, wish }: Control): void {
    const work = this.#works.get(keyOf({ jobId, attempt }));
    if (!work) {
      this.#obeyUnbegun({ jobId, attempt, wish });
      return;
    }
    const { now, log } = this.#ports.delivery;
    const isNew = wish === "cancel" ? !work.control.signal.aborted : work.control.isPaused !== (wish === "pause");
    if (isNew) log.info("The server has a wish.", { jobId, attempt, wish });
    if (wish === "pause") work.pause(now());
    else if (wish === "cancel") work.control.end("cancelled");
    else if (work.resume() === "ask") this.#ports.ask("probe");
  }

  notify(work: Work): void {
    this.#deliveries.get(keyOf(work.ref))?.notify();
  }

  /** Nothing of this attempt is told any more. */
  settle(ref: AttemptRef): void {
    this.#ports.delivery.spool.jobs.settle(ref, this.#ports.delivery.now());
    this.#deliveries.get(keyOf(ref))?.notify();
  }

  #obeyUnbegun({ jobId, attempt, wish }: Control): void {
    if (wish === "cancel" && this.#waiting.delete(keyOf({ jobId, attempt }))) this.settle({ jobId, attempt });
  }

  #start(work: Work): void {
    const { log } = this.#ports.delivery;
    const key = keyOf(work.ref);
    const before = this.list().find(({ ref }) => ref.jobId === work.ref.jobId);
    before?.control.end("lost");
    this.#works.set(key, work);
    this.#deliver(work.ref, work.assignment.kind);
    work.done = this.#execute(work, before?.done)
      .catch((thrown) => log.error("A job failed within the agent.", { ...work.ref, words: String(thrown) }))
      .finally(() => {
        this.#works.delete(key);
        if (work.isGivenUp) return;
        if (work.control.endReason === "lost") this.settle(work.ref);
        if (!this.#deliveries.has(key)) this.#ports.ask(work.assignment.kind);
      });
    this.#ports.onBegun(work);
  }

  /** Two attempts of one job never run at once. */
  async #execute(work: Work, before: Promise<void> | undefined): Promise<void> {
    const { spool, log } = this.#ports.delivery;
    const performer = this.#performers.get(work.assignment.kind);
    if (!performer) throw new Error(`This agent does no ${work.assignment.kind}.`);
    const { executor, slots } = performer;
    const ports = { spool, log, clock: this.#ports.clock, notify: (changed: Work) => this.notify(changed) };
    await before;
    if (!slots) return executor.run(work, ports);
    await slots.run(() => executor.run(work, ports), work.control.signal);
    if (!work.hasBegun && work.control.endReason === "cancelled") this.settle(work.ref);
  }

  #deliver({ jobId, attempt }: AttemptRef, kind: JobKind): void {
    const ref = { jobId, attempt };
    const delivery = new Delivery(ref, this.#ports.delivery, {
      onWish: (wish: Wish) => this.obey({ ...ref, wish }),
      onDoubt: () => this.#ports.ask(kind),
      onLost: () => this.#works.get(keyOf(ref))?.control.end("lost"),
    });
    this.#deliveries.set(keyOf(ref), delivery);
    const { signal, log } = this.#ports.delivery;
    delivery
      .run()
      .then(() => this.#ports.ask(kind))
      .catch((thrown) => {
        if (thrown instanceof Dismissed) this.#ports.onDismissed(thrown);
        else if (!signal.aborted) log.error("Telling the server failed.", { ...ref, words: String(thrown) });
      })
      .finally(() => this.#deliveries.delete(keyOf(ref)));
  }
}
