import { DurableObject } from "cloudflare:workers";
import type { Caller } from "@fieldline/domain/caller";
import type { Assignment, DeviceReport, ReportTaken, SampleBatch, SamplesTaken, Wish } from "@fieldline/domain/device";
import { asResult, type Result } from "@fieldline/domain/errors";
import type { Standing } from "@fieldline/domain/finding";
import type { Series } from "@fieldline/domain/frames";
import { type Attempt, isEnded, type Job, type LogEntry, type Sample } from "@fieldline/domain/job";
import type { Dependency, Doing } from "@fieldline/domain/lifecycle";
import { isQueueWork } from "@fieldline/domain/new-job";
import { parseResumeFrame } from "@fieldline/domain/resume-frame";
import type { JobsEnv } from "../env.ts";
import { watcherOf } from "../watcher.ts";
import { attemptsOf } from "./attempts-of.ts";
import { type Cursors, catchUpFrames, snapshotFrames } from "./catch-up.ts";
import { DeviceWork, type Held, type Taker } from "./device-work.ts";
import { JobEngine } from "./job-engine.ts";
import { JobRecovery } from "./job-recovery.ts";
import { type JobSettings, JobStore } from "./job-store.ts";
import { readSeries } from "./read-series.ts";
import { Viewers } from "./viewers.ts";
import { type World, worldOf } from "./world.ts";

interface SeqRange {
  afterSeq: number;
  limit: number;
}

/** One job: its state, its timer, its samples and log, and those who watch it. */
export class JobObject extends DurableObject<JobsEnv> {
  readonly world: World;
  readonly #store: JobStore;
  readonly #viewers: Viewers;
  readonly #engine: JobEngine;
  readonly #deviceWork: DeviceWork;
  readonly #recovery: JobRecovery;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    this.world = worldOf(env);
    this.#store = new JobStore(ctx.storage);
    this.#viewers = new Viewers(ctx, () => this.world.clock());
    this.#engine = new JobEngine({
      storage: ctx.storage,
      store: this.#store,
      viewers: this.#viewers,
      world: this.world,
      waitUntil: (work) => ctx.waitUntil(work),
    });
    const outside = () => this.world;
    this.#recovery = new JobRecovery({ engine: this.#engine, storage: ctx.storage, world: outside });
    this.#deviceWork = new DeviceWork({ engine: this.#engine, store: this.#store, world: outside });
  }

  start(job: Job, settings: JobSettings): Promise<Job> {
    return this.#engine.start(job, settings);
  }

  describe(): Job | undefined {
    return this.#engine.find()?.describe();
  }

  /** Moves the job by what a person does; fails with JOB_NOT_FOUND, JOB_ENDED, ILLEGAL_TRANSITION. */
  control(event: Doing): Promise<Result<Job>> {
    return asResult(() => this.#engine.control(event));
  }

  /** Hears that a job which this one waits for has ended; heard again, or after its own end, it changes nothing. */
  dependencyEnded(dependency: Dependency): void {
    const job = this.#engine.find()?.job;
    const isWaiting = job?.status === "blocked" || job?.status === "scheduled";
    if (!isWaiting || !job.waitsFor.includes(dependency.id)) return;
    // Answered as soon as it is stored: along a chain nobody waits for the end of it.
    this.#engine.heed((run) => run.apply({ type: "dependencyEnded", dependency }));
  }

  /** How it stands, for whoever compares it with its row; undefined where it was never started. */
  standing(): Promise<Standing | undefined> {
    return this.#recovery.standing();
  }

  /** Arms the object where its alarm was lost and does what is overdue; says how it stood before. */
  ensureArmed(): Promise<Standing | undefined> {
    return this.#recovery.ensureArmed();
  }

  /** Writes its row once more. */
  showAgain(): Promise<void> {
    return this.#recovery.showAgain();
  }

  /** Asks once more after the jobs that this one waits for. */
  askAgain(): Promise<void> {
    return this.#recovery.askAgain();
  }

  /** Says in the job's log what was mended. */
  note(message: string): void {
    this.#engine.note(message);
  }

  attempts(): Attempt[] {
    const run = this.#engine.find();
    return run ? attemptsOf(run.job, this.#store.attempts.list()) : [];
  }

  begin(taker: Taker): Promise<Result<Assignment>> {
    return asResult(() => this.#deviceWork.begin(taker));
  }

  beat(held: Held): Promise<Result<{ wish?: Wish }>> {
    return asResult(() => this.#deviceWork.beat(held));
  }

  report(deviceId: string, report: DeviceReport): Promise<Result<ReportTaken>> {
    return asResult(() => this.#deviceWork.report(deviceId, report));
  }

  takeSamples(deviceId: string, batch: SampleBatch): Promise<Result<SamplesTaken>> {
    return asResult(() => this.#deviceWork.takeSamples(deviceId, batch));
  }

  reject(held: Held, reason: string): Promise<Result<ReportTaken>> {
    return asResult(() => this.#deviceWork.reject(held, reason));
  }

  release(held: Held, reason: string): Promise<Result<ReportTaken>> {
    return asResult(() => this.#deviceWork.release(held, reason));
  }

  /** Ends what a device holds whose credentials hold no longer. */
  async deviceRevoked({ deviceId }: { deviceId: string }): Promise<void> {
    const job = this.#engine.find()?.job;
    if (!job || job.assigneeId !== deviceId || isEnded(job.status)) return;
    const message = `${job.assigneeName} was revoked${isQueueWork(job) ? "" : ", so nobody may finish this"}`;
    await this.#engine.control({ type: "fail", code: "DEVICE_REVOKED", message });
  }

  /** Cancels a job that its device has not taken on; one that is under way, or over, stays as it is. */
  callBack(by: Caller, reason: string | null): Promise<Result<Job>> {
    return asResult(() => {
      const { job } = this.#engine.get();
      const isWaiting = !isEnded(job.status) && job.startedAt === null;
      return isWaiting ? this.#engine.control({ type: "cancel", reason, ...by }) : job;
    });
  }

  remove(by: Caller): Promise<Result<{ id: string }>> {
    return asResult(() => this.#engine.remove(by));
  }

  samples({ afterSeq, limit }: SeqRange): Sample[] {
    return this.#engine.find() ? this.#store.samplesAfter(afterSeq, limit) : [];
  }

  log({ afterSeq, limit }: SeqRange): LogEntry[] {
    return this.#engine.find() ? this.#store.logAfter(afterSeq, limit) : [];
  }

  series(range: { from?: number | undefined; to?: number | undefined; points: number }): Series {
    const run = this.#engine.find();
    return run ? readSeries(this.#store, run.job, range, this.world.clock()) : { bucketMs: 1, buckets: [] };
  }

  /** Upgrades to a watcher's socket; the worker has checked who asks. */
  override fetch(request: Request): Response {
    const run = this.#engine.find();
    if (!run) return new Response("There is no such job.", { status: 404 });
    const { client, server } = this.#viewers.accept(watcherOf(request).userId);
    for (const frame of snapshotFrames(this.#store, run.describe(), cursorsOf(request)))
      this.#viewers.send(server, frame);
    if (isEnded(run.job.status)) {
      this.#viewers.send(server, { type: "end", job: run.describe() });
      server.close(1000, "the job has ended");
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  closeSocketsOf(userId: string | null): void {
    this.#viewers.closeOf(userId);
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const cursors = typeof message === "string" ? parseResumeFrame(message) : undefined;
    if (!cursors || !this.#engine.find()) socket.close(1003, "send a resume frame or ping");
    else for (const frame of catchUpFrames(this.#store, cursors)) this.#viewers.send(socket, frame);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  override webSocketError(socket: WebSocket): void {
    socket.close(1011);
  }

  override alarm(): Promise<void> {
    return this.#engine.alarm();
  }
}

function cursorsOf(request: Request): Cursors | undefined {
  const { searchParams } = new URL(request.url);
  if (!searchParams.has("afterSample") && !searchParams.has("afterLog")) return undefined;
  const cursor = (name: string) => Math.max(0, Number.parseInt(searchParams.get(name) ?? "0", 10) || 0);
  return { afterSample: cursor("afterSample"), afterLog: cursor("afterLog") };
}
