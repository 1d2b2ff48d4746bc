import type { Assignment, Control, Wish } from "@fieldline/domain/device";
import type { JobKind } from "@fieldline/domain/job";
import { Dismissed } from "../../server/call-failure.ts";
import type { AttemptRef } from "../../server/device-port.ts";
import { Delivery, type DeliveryPorts } from "./delivery.ts";
import { recover } from "./recover.ts";
import { type CommandPorts, runCommandJob } from "./run-command-job.ts";
import { type ProbePorts, runProbeJob } from "./run-probe-job.ts";
import { Slots } from "./slots.ts";
import { Work } from "./work.ts";

export type WorkKind = "command" | "probe";

export interface WorksPorts {
  delivery: DeliveryPorts;
  command: Omit<CommandPorts, "notify" | "spool" | "log">;
  probe: Omit<ProbePorts, "notify" | "spool" | "log">;
  concurrency: number;
  /** The server should be asked: there is room again, or it has to say how a probe goes on. */
  ask(kind: WorkKind): void;
  onDismissed(dismissed: Dismissed): void;
}

const kindOf = ({ kind }: { kind: JobKind }): WorkKind => (kind === "probe" ? "probe" : "command");
const keyOf = ({ jobId, attempt }: AttemptRef) => `${jobId}/${attempt}`;

/** What this agent has in hand, and what of it the server still has to hear. */
export class Works {
  readonly #ports: WorksPorts;
  readonly #slots: Slots;
  readonly #works = new Map<string, Work>();
  readonly #deliveries = new Map<string, Delivery>();

  constructor(ports: WorksPorts) {
    this.#ports = ports;
    this.#slots = new Slots(ports.concurrency);
  }

  /** Takes up what an earlier run has left. */
  restore(): void {
    const { spool, now, log } = this.#ports.delivery;
    const { probes, untold } = recover(spool, now(), log);
    for (const job of untold) this.#deliver(job, kindOf(job));
    for (const { assignment } of probes) this.#start(new Work(assignment, true));
  }

  list(): Work[] {
    return [...this.#works.values()];
  }

  /** Takes assignments on in the server's order, of the kinds asked for; what is known already only learns from them. */
  take(assignments: Assignment[], kinds: WorkKind[]): void {
    const { spool, now, log } = this.#ports.delivery;
    for (const assignment of assignments) {
      const known = this.#works.get(keyOf(assignment));
      if (known) {
        spool.jobs.take(assignment, now());
        known.learn(assignment, now());
      } else if (!spool.jobs.find(assignment)) {
        spool.jobs.take(assignment, now());
        log.info("Work is taken on.", { jobId: assignment.jobId, attempt: assignment.attempt, type: assignment.type });
        this.#start(new Work(assignment, false));
      }
    }
    const told = new Set(assignments.map(keyOf));
    for (const work of this.list()) {
      const isAskedFor = kinds.includes(kindOf(work.assignment));
      if (isAskedFor && !told.has(keyOf(work.ref))) work.goOnUntold(now());
    }
  }

  /** A control, however it came; the server repeats itself. */
  obey({ jobId, attempt, wish }: Control): void {
    const work = this.#works.get(keyOf({ jobId, attempt }));
    if (!work) return;
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

  #start(work: Work): void {
    const { log } = this.#ports.delivery;
    const key = keyOf(work.ref);
    const before = this.list().find(({ ref }) => ref.jobId === work.ref.jobId);
    before?.control.end("lost");
    this.#works.set(key, work);
    this.#deliver(work.ref, kindOf(work.assignment));
    work.done = this.#execute(work, before?.done)
      .catch((thrown) => log.error("A job failed within the agent.", { ...work.ref, words: String(thrown) }))
      .finally(() => {
        this.#works.delete(key);
        if (work.control.endReason === "lost") this.#settle(work.ref);
      });
  }

  /** Two attempts of one job never run at once. */
  async #execute(work: Work, before: Promise<void> | undefined): Promise<void> {
    const { spool, log } = this.#ports.delivery;
    const shared = { spool, log, notify: (changed: Work) => this.notify(changed) };
    await before;
    if (work.isProbe) return runProbeJob(work, { ...this.#ports.probe, ...shared });
    const { signal } = work.control;
    await this.#slots.run(() => runCommandJob(work, { ...this.#ports.command, ...shared }), signal);
    if (!work.hasBegun && work.control.endReason === "cancelled") this.#settle(work.ref);
  }

  #settle(ref: AttemptRef): void {
    this.#ports.delivery.spool.jobs.settle(ref, this.#ports.delivery.now());
    this.#deliveries.get(keyOf(ref))?.notify();
  }

  #deliver({ jobId, attempt }: AttemptRef, kind: WorkKind): void {
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
