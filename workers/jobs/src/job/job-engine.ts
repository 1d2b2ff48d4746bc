import type { Caller } from "@fieldline/domain/caller";
import { DomainError } from "@fieldline/domain/errors";
import { isEnded, type Job } from "@fieldline/domain/job";
import { type JobEvent, SYSTEM } from "@fieldline/domain/lifecycle";
import { type DueTick, dueTick } from "./due-tick.ts";
import { eventsDue } from "./events-due.ts";
import { type Changes, JobRun } from "./job-run.ts";
import type { JobSettings, JobStore } from "./job-store.ts";
import type { MeasuredPacket } from "./measure/measure.ts";
import { Outbox } from "./outbox.ts";
import { removalOf } from "./removal.ts";
import type { Viewers } from "./viewers.ts";
import type { World } from "./world.ts";

const AFTER_FAILURE_MS = 1_000;
const PROGRESS_EVERY_MS = 500;

interface Parts {
  storage: DurableObjectStorage;
  store: JobStore;
  viewers: Viewers;
  world: World;
  /** Lets work go on that nobody waits for. */
  waitUntil(work: Promise<void>): void;
}

/** Drives one job: does what is due, stores it, arms the next alarm, tells the watchers, and pays what is owed. */
export class JobEngine {
  readonly #parts: Parts;
  #run: JobRun | undefined;
  #openedOutbox: Outbox | undefined;
  #armedAt: number | undefined;
  #isRemoved = false;
  #atWork = 0;
  #toldAt = Number.NEGATIVE_INFINITY;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The job's run, read from storage where it is not in memory; undefined before its start and after its removal. */
  find(): JobRun | undefined {
    if (this.#isRemoved) return undefined;
    this.#run ??= JobRun.load(this.#runParts());
    return this.#run;
  }

  get(): JobRun {
    const run = this.find();
    if (!run) throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.");
    return run;
  }

  /** Takes the job on; a job that is here already is left as it is. */
  async start(job: Job, settings: JobSettings): Promise<Job> {
    if (!this.find()) {
      this.#change(() => {
        const { run, changes } = JobRun.create(this.#runParts(), job, settings);
        this.#run = run;
        return changes;
      });
      await this.#settle();
    }
    return this.get().describe();
  }

  /** Moves the job by an event from outside; throws the DomainError of one that its status does not allow. */
  async control(event: JobEvent): Promise<Job> {
    const run = this.get();
    this.#change(() => run.apply(event));
    await this.#settle();
    return run.describe();
  }

  /**
   * Has a device's word change the job; the device is answered once that is stored, and need not wait for the rest.
   * Of mere progress lists hear twice a second at most: what is left then goes with the next word, or by the alarm.
   */
  heed(act: (run: JobRun) => Changes, { isProgress = false } = {}): void {
    const run = this.get();
    this.#change(() => act(run));
    if (this.#outbox.dueAt !== undefined && !(isProgress && this.#wasJustTold())) this.#parts.waitUntil(this.#settle());
    if (run.takeRefresh()) this.#parts.waitUntil(this.#outbox.refresh());
  }

  #wasJustTold(): boolean {
    const now = this.#parts.world.clock();
    if (now - this.#toldAt < PROGRESS_EVERY_MS) return true;
    this.#toldAt = now;
    return false;
  }

  /** Removes an ended job: its row, and everything stored here. */
  async remove(by: Caller): Promise<{ id: string }> {
    const { job } = this.get();
    if (!isEnded(job.status))
      throw new DomainError("JOB_NOT_ENDED", "Only a job that has ended can be deleted. Cancel it first.", {
        status: job.status,
      });
    this.#oweRemoval(job, by);
    await this.#settle();
    return { id: job.id };
  }

  /** Whether it is doing what was due at this moment. */
  get isAtWork(): boolean {
    return this.#atWork > 0;
  }

  get isOwing(): boolean {
    return this.#outbox.dueAt !== undefined;
  }

  /** Writes the row once more. */
  async showAgain(): Promise<void> {
    const { store, world } = this.#parts;
    store.transaction(() => this.#outbox.owe([{ type: "project" }], world.clock()));
    await this.#settle();
  }

  note(message: string): void {
    const run = this.get();
    this.#change(() => run.note(message));
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. */
  async alarm(): Promise<void> {
    this.#atWork++;
    await this.#wake();
    this.#atWork--;
  }

  async #wake(): Promise<void> {
    this.#armedAt = undefined;
    try {
      await this.#doWhatIsDue();
    } catch (error) {
      this.#parts.world.reportError(error);
      this.#forget();
      await this.#parts.storage.setAlarm(this.#parts.world.clock() + AFTER_FAILURE_MS);
    }
  }

  async #doWhatIsDue(): Promise<void> {
    const run = this.find();
    if (!run) return;
    const now = this.#parts.world.clock();
    const due = new Set(run.agenda().flatMap(({ at, what }) => (at <= now ? [what] : [])));
    if (due.has("activate")) this.#change(() => run.apply({ type: "activate" }));
    if (due.has("tick")) await this.#tick(run);
    for (const event of eventsDue(run.job, due)) this.#change(() => run.apply(event));
    if (due.has("retention")) this.#oweRemoval(run.job, { actor: SYSTEM });
    this.#arm();
    // Not awaited: a D1 that answers slowly must not hold up the next tick.
    if (this.#outbox.dueAt !== undefined) this.#parts.waitUntil(this.#settle());
  }

  async #tick(run: JobRun): Promise<void> {
    const { world } = this.#parts;
    const due = await dueTick(run, world);
    if (!due) return;
    const packets = await this.#measure(run, due);
    if (this.#run !== run || !packets) return;
    this.#change(() => run.recordTick(due.tick, packets));
    if (run.takeRefresh()) this.#parts.waitUntil(this.#outbox.refresh());
  }

  /** Undefined where nothing may be sent to the target, which ends the job: a refusal is not a packet that was lost. */
  async #measure(run: JobRun, due: DueTick): Promise<MeasuredPacket[] | undefined> {
    const { world } = this.#parts;
    if (run.job.kind !== "probe") return undefined;
    try {
      return await world.measureTick(run.job.spec, { ...due, clock: world.clock, network: world.network });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { code, message } = error;
      if (this.#run === run && !isEnded(run.job.status)) this.#change(() => run.apply({ type: "fail", code, message }));
      return undefined;
    }
  }

  /** Runs a transaction, arms the alarm in the same commit, then tells those who watch. */
  #change(act: () => Changes): void {
    let changes: Changes;
    try {
      changes = act();
    } catch (error) {
      if (!(error instanceof DomainError)) this.#forget();
      throw error;
    }
    this.#arm();
    const run = this.get();
    const describe = () => run.describe();
    this.#parts.viewers.tell(changes, describe);
    if (isEnded(run.job.status)) this.#parts.viewers.end(describe);
  }

  #oweRemoval(job: Job, by: Caller): void {
    if (this.#outbox.owesRemoval) return;
    const { world, store } = this.#parts;
    const at = world.clock();
    const effects = removalOf(job, by, { entryId: world.newId(), at });
    store.transaction(() => this.#outbox.owe(effects, at));
    this.#arm();
  }

  /** Carries out what is owed; what could not be done is on the agenda. */
  async #settle(): Promise<void> {
    const { owesRemoval } = this.#outbox;
    const isDone = await this.#outbox.carryOut();
    if (this.#isRemoved) return;
    if (owesRemoval && isDone) await this.#clear();
    else this.#arm();
  }

  async #clear(): Promise<void> {
    this.#isRemoved = true;
    this.#run = undefined;
    this.#parts.viewers.closeAll("the job was deleted");
    await this.#parts.storage.deleteAlarm();
    await this.#parts.storage.deleteAll();
  }

  #arm(): void {
    const at = this.find()?.nextAlarmAt();
    if (at === this.#armedAt) return;
    this.#armedAt = at;
    const { storage } = this.#parts;
    void (at === undefined ? storage.deleteAlarm() : storage.setAlarm(at));
  }

  /** Drops the state in memory, so that the next use reads what is stored. */
  #forget(): void {
    this.#run = undefined;
    this.#openedOutbox = undefined;
    this.#armedAt = undefined;
  }

  get #outbox(): Outbox {
    const { store, world } = this.#parts;
    this.#openedOutbox ??= new Outbox(store, world, () => this.get().describe());
    return this.#openedOutbox;
  }

  #runParts() {
    const { store, world } = this.#parts;
    return { store, world, outbox: this.#outbox };
  }
}
