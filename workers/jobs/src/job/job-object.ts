import { DurableObject } from "cloudflare:workers";
import { gridOf } from "@fieldline/domain/agenda";
import { asResult, DomainError, type Result } from "@fieldline/domain/errors";
import type { Series } from "@fieldline/domain/frames";
import { type Actor, isEnded, type Job, type LogEntry, type Sample } from "@fieldline/domain/job";
import { type JobEvent, SYSTEM } from "@fieldline/domain/lifecycle";
import { planTick } from "@fieldline/domain/plan-tick";
import { parseResumeFrame } from "@fieldline/domain/resume-frame";
import type { JobsEnv } from "../env.ts";
import { type Cursors, catchUpFrames, snapshotFrames } from "./catch-up.ts";
import { type Changes, JobRun } from "./job-run.ts";
import { type JobSettings, JobStore } from "./job-store.ts";
import { Outbox, type OwedEffect } from "./outbox.ts";
import { readSeries } from "./read-series.ts";
import { Viewers } from "./viewers.ts";
import { type World, worldOf } from "./world.ts";

const AFTER_FAILURE_MS = 1_000;

/** One job: its state, its timer, its samples and log, and those who watch it. */
export class JobObject extends DurableObject<JobsEnv> {
  world: World;
  readonly #store: JobStore;
  readonly #viewers: Viewers;
  #run: JobRun | undefined;
  #outbox: Outbox | undefined;
  #armedAt: number | undefined;
  #isRemoved = false;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    this.world = worldOf(env);
    this.#store = new JobStore(ctx.storage);
    this.#viewers = new Viewers(ctx, () => this.world.clock());
  }

  /** Takes the job on; a job that is here already is left as it is. */
  async start(job: Job, settings: JobSettings): Promise<Job> {
    if (!this.#find()) {
      this.#change(() => {
        const { run, changes } = JobRun.create(this.#parts(), job, settings);
        this.#run = run;
        return changes;
      });
      await this.#settle();
    }
    return this.#get().describe();
  }

  async describe(): Promise<Job | undefined> {
    return this.#find()?.describe();
  }

  pause(actor: Actor): Promise<Result<Job>> {
    return this.#control({ type: "pause", actor });
  }

  resume(actor: Actor): Promise<Result<Job>> {
    return this.#control({ type: "resume", actor });
  }

  cancel(actor: Actor, reason: string | null): Promise<Result<Job>> {
    return this.#control({ type: "cancel", actor, reason });
  }

  /** Removes an ended job: its row, and everything stored here. */
  remove(actor: Actor): Promise<Result<{ id: string }>> {
    return asResult(async () => {
      const { job } = this.#get();
      if (!isEnded(job.status))
        throw new DomainError("JOB_NOT_ENDED", "Only a job that has ended can be deleted. Cancel it first.", {
          status: job.status,
        });
      this.#oweRemoval(job, actor);
      await this.#settle();
      return { id: job.id };
    });
  }

  samples(range: { afterSeq: number; limit: number }): Sample[] {
    return this.#find() ? this.#store.samplesAfter(range.afterSeq, range.limit) : [];
  }

  log(range: { afterSeq: number; limit: number }): LogEntry[] {
    return this.#find() ? this.#store.logAfter(range.afterSeq, range.limit) : [];
  }

  series(range: { from?: number | undefined; to?: number | undefined; points: number }): Series {
    return readSeries(this.#store, this.#get().job, range, this.world.clock());
  }

  /** Upgrades to a watcher's socket; the worker has checked who asks. */
  override async fetch(request: Request): Promise<Response> {
    const run = this.#find();
    if (!run) return new Response("There is no such job.", { status: 404 });
    const { client, server } = this.#viewers.accept();
    for (const frame of snapshotFrames(this.#store, run.describe(), cursorsOf(request)))
      this.#viewers.send(server, frame);
    if (isEnded(run.job.status)) {
      this.#viewers.send(server, { type: "end", job: run.describe() });
      server.close(1000, "the job has ended");
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const cursors = typeof message === "string" ? parseResumeFrame(message) : undefined;
    if (!cursors || !this.#find()) socket.close(1003, "send a resume frame or ping");
    else for (const frame of catchUpFrames(this.#store, cursors)) this.#viewers.send(socket, frame);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override webSocketError(socket: WebSocket): void {
    socket.close(1011);
  }

  /** Never rethrows: the platform gives up on an alarm that keeps failing. */
  override async alarm(): Promise<void> {
    this.#armedAt = undefined;
    try {
      await this.#doWhatIsDue();
    } catch (error) {
      this.world.reportError(error);
      this.#forget();
      await this.ctx.storage.setAlarm(this.world.clock() + AFTER_FAILURE_MS);
    }
  }

  async #doWhatIsDue(): Promise<void> {
    const run = this.#find();
    if (!run) return;
    const now = this.world.clock();
    const due = new Set(run.agenda(this.#store.owedDueAt()).flatMap(({ at, what }) => (at <= now ? [what] : [])));
    if (due.has("activate")) this.#change(() => run.apply({ type: "activate" }));
    if (due.has("tick")) await this.#tick(run, now);
    if (due.has("end") && run.job.status === "running") this.#change(() => run.apply({ type: "complete" }));
    if (due.has("retention")) this.#oweRemoval(run.job, SYSTEM);
    this.#arm();
    // Not awaited: a D1 that answers slowly must not hold up the next tick.
    if (this.#store.owedDueAt() !== undefined) this.ctx.waitUntil(this.#settle());
  }

  async #tick(run: JobRun, now: number): Promise<void> {
    const grid = gridOf(run.job);
    if (!grid) return;
    const { spec } = run.job;
    const plan = planTick(grid, { ...spec, nextTick: run.nextTick, now });
    if (!plan) return;
    const { tick, waitMs } = plan;
    if (waitMs === undefined) {
      run.nextTick = tick + 1;
      return;
    }
    const packets = await this.world.measureTick(spec, { tick, waitMs, clock: this.world.clock });
    if (this.#run === run) this.#change(() => run.recordTick(tick, packets));
  }

  #control(event: JobEvent): Promise<Result<Job>> {
    return asResult(async () => {
      const run = this.#get();
      this.#change(() => run.apply(event));
      await this.#settle();
      return run.describe();
    });
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
    const run = this.#get();
    const describe = () => run.describe();
    this.#viewers.tell(changes, describe);
    if (isEnded(run.job.status)) this.#viewers.end(describe);
  }

  #oweRemoval({ id, status }: Job, actor: Actor): void {
    const now = this.world.clock();
    const entry = { id: this.world.newId(), at: now, actor, action: "job.delete" as const, entityType: "job" as const };
    this.#store.transaction(() =>
      this.#outboxOf().owe(
        [
          { type: "audit", entry: { ...entry, entityId: id, before: { status }, after: null, reason: null } },
          { type: "remove", id },
        ],
        now,
      ),
    );
    this.#arm();
  }

  /** Carries out what is owed; what could not be done is on the agenda. */
  async #settle(): Promise<void> {
    const owesRemoval = this.#store.owed().some(({ effect }) => effect.type === "remove");
    const isDone = await this.#outboxOf().carryOut();
    if (this.#isRemoved) return;
    if (owesRemoval && isDone) return this.#clear();
    this.#arm();
  }

  async #clear(): Promise<void> {
    this.#isRemoved = true;
    this.#viewers.closeAll("the job was deleted");
    this.#forget();
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  #arm(): void {
    const at = this.#find()?.nextAlarmAt(this.#store.owedDueAt());
    if (at === this.#armedAt) return;
    this.#armedAt = at;
    void (at === undefined ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(at));
  }

  #parts() {
    const owe = (effects: OwedEffect[], now: number) => this.#outboxOf().owe(effects, now);
    return { store: this.#store, world: this.world, owe };
  }

  #outboxOf(): Outbox {
    this.#outbox ??= new Outbox(this.#store, this.world, () => this.#get().describe());
    return this.#outbox;
  }

  #find(): JobRun | undefined {
    if (this.#isRemoved) return undefined;
    this.#run ??= JobRun.load(this.#parts());
    return this.#run;
  }

  #get(): JobRun {
    const run = this.#find();
    if (!run) throw new DomainError("JOB_NOT_FOUND", "There is no such job. It may have been deleted; check its id.");
    return run;
  }

  /** Drops the state in memory, so that the next use reads what is stored. */
  #forget(): void {
    this.#run = undefined;
    this.#outbox = undefined;
    this.#armedAt = undefined;
  }
}

function cursorsOf(request: Request): Cursors | undefined {
  const { searchParams } = new URL(request.url);
  if (!searchParams.has("afterSample") && !searchParams.has("afterLog")) return undefined;
  const cursor = (name: string) => Math.max(0, Number.parseInt(searchParams.get(name) ?? "0", 10) || 0);
  return { afterSample: cursor("afterSample"), afterLog: cursor("afterLog") };
}
