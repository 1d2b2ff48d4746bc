import { gridOf } from "@fieldline/domain/agenda";
import {
  type Assignment,
  type DeviceReport,
  leaseMsOf,
  type ReportTaken,
  type SampleBatch,
  type SamplesTaken,
  type Wish,
} from "@fieldline/domain/device";
import { DomainError } from "@fieldline/domain/errors";
import { type Actor, isEnded, type Job } from "@fieldline/domain/job";
import { CallRate } from "../call-rate.ts";
import { acceptedSamples } from "./accepted-samples.ts";
import { outOfOrder, refuseEnded, refuseOtherVersion, refuseStale, refuseStranger } from "./device-refusals.ts";
import type { JobEngine } from "./job-engine.ts";
import type { JobRun } from "./job-run.ts";
import type { Execution, JobStore } from "./job-store.ts";
import { briefed, endOf, lateEntry, logOf, outputAfter, progressOf, toldAfter } from "./report-parts.ts";
import type { World } from "./world.ts";

/** Reports and batches of samples about one job. */
const TOLD = {
  callsASecond: 50,
  burst: 200,
  refusal: "That is too much in a short time. Gather what you tell into fewer calls.",
};
/** Late reports of one attempt that are noted in the log. */
const LATE_REPORTS_KEPT = 20;
/** Each handing back keeps an attempt; a device that does nothing else is not waited for. */
const MOST_HANDED_BACK = 20;

export interface Held {
  deviceId: string;
  attempt: number;
}
/** Who takes a job on, by the name that the log shows. */
export interface Taker extends Held {
  deviceName: string;
}

interface Parts {
  engine: JobEngine;
  store: JobStore;
  world(): World;
}

/** What the job's device asks and tells: nothing counts but the word of who holds the attempt under way. */
export class DeviceWork {
  readonly #engine: JobEngine;
  readonly #store: JobStore;
  readonly #world: () => World;
  readonly #meter = new CallRate(TOLD);

  constructor({ engine, store, world }: Parts) {
    this.#engine = engine;
    this.#store = store;
    this.#world = world;
  }

  /** Takes the attempt on; taken on already it is the same assignment. Throws FORBIDDEN, STALE_ATTEMPT, JOB_ENDED. */
  begin({ deviceName, ...held }: Taker): Assignment {
    const claimed = this.#engine.get();
    if (claimed.job.status === "queued") {
      refuseStale(claimed.job, held.attempt);
      const actor: Actor = { kind: "device", id: held.deviceId, name: deviceName };
      this.#engine.heed((it) => it.apply({ type: "begin", actor }));
      return this.#assignment(claimed);
    }
    const run = this.#held(held);
    refuseEnded(run.job);
    if (run.job.status === "assigned") this.#engine.heed((it) => it.apply({ type: "begin", actor: actorOf(it.job) }));
    else {
      this.#refuseUnbegun(run.job);
      this.#renew(run);
    }
    return this.#assignment(run);
  }

  /** A sign of life: renews the lease, and says what is wished of the attempt. */
  beat(held: Held): { wish?: Wish } {
    const run = this.#held(held);
    refuseEnded(run.job);
    this.#refuseUnbegun(run.job);
    this.#renew(run);
    return wished(run.job);
  }

  async report(deviceId: string, report: DeviceReport): Promise<ReportTaken> {
    this.#refuseStranger({ deviceId, attempt: report.attempt });
    this.#meter.take(this.#now());
    const hash = await digest(report);
    const run = this.#engine.get();
    const { attempt, seq } = report;
    const known = this.#store.attempts.reportHash(attempt, seq);
    if (known === hash) return this.#taken(run);
    const last = this.#store.attempts.lastReportSeq(attempt);
    if (known !== undefined || seq <= last) throw outOfOrder(last, "was taken already, with other content");
    refuseStale(run.job, attempt);
    if (seq > last + 1) throw outOfOrder(last, "comes too early");
    if (isEnded(run.job.status)) this.#noteLate(run, report);
    refuseEnded(run.job);
    this.#refuseUnbegun(run.job);
    refuseOtherVersion(run.describe(), report.expectedVersion);
    this.#take(run, report, { attempt, seq, hash });
    return this.#taken(run);
  }

  /** Keeps the samples that follow; a batch that was taken already changes nothing, and a hole is asked for. */
  takeSamples(deviceId: string, { attempt, samples }: SampleBatch): SamplesTaken {
    const run = this.#held({ deviceId, attempt });
    this.#meter.take(this.#now());
    const isKnown = samples.every(({ seq }) => seq <= run.lastSeq);
    if (isKnown && isEnded(run.job.status)) return { nextSeq: run.lastSeq + 1 };
    refuseEnded(run.job);
    this.#refuseUnbegun(run.job);
    const fresh = acceptedSamples({ run, store: this.#store, now: this.#now() }, samples);
    this.#renew(run);
    const measuredAt = fresh.at(-1)?.at;
    if (measuredAt !== undefined) this.#engine.heed((it) => it.recordSamples(fresh, measuredAt));
    return { nextSeq: run.lastSeq + 1, ...wished(run.job) };
  }

  reject(held: Held, reason: string): ReportTaken {
    const run = this.#held(held);
    this.#meter.take(this.#now());
    this.#engine.heed((it) => it.apply({ type: "reject", reason, actor: actorOf(it.job) }));
    return this.#taken(run);
  }

  /** The device hands the attempt back unfinished; the next one waits for it. */
  release(held: Held, reason: string): ReportTaken {
    this.#meter.take(this.#now());
    const run = this.#held(held);
    const actor = actorOf(run.job);
    const isOnceTooOften = this.#store.attempts.countHandedBack() >= MOST_HANDED_BACK;
    const message = `${actor.name} has handed it back ${MOST_HANDED_BACK} times`;
    this.#engine.heed((it) =>
      it.apply(
        isOnceTooOften ? { type: "fail", code: "HANDED_BACK", message, actor } : { type: "release", actor, reason },
      ),
    );
    return this.#taken(run);
  }

  #take(run: JobRun, report: DeviceReport, mark: { attempt: number; seq: number; hash: string }): void {
    const now = this.#now();
    const actor = actorOf(run.job);
    const at = { now, attempt: run.job.attempt, actor };
    const execution = {
      ...this.#leased(run),
      outputBytes: outputAfter(run.execution.outputBytes, report),
      toldLength: toldAfter(run.execution.toldLength, report),
    };
    const brought = { log: logOf(report, at), report: mark, execution };
    if (run.job.prober?.state === "lost") this.#engine.heed((it) => it.apply({ type: "find", actor }));
    const event = endOf(report, actor) ?? progressOf(report, actor);
    this.#engine.heed((it) => (event ? it.apply(event, brought) : it.record(brought)), {
      isProgress: event?.type === "progress",
    });
  }

  #renew(run: JobRun): void {
    if (run.job.prober?.state === "lost") {
      this.#engine.heed((it) => it.apply({ type: "find", actor: actorOf(it.job) }, { execution: this.#leased(it) }));
      return;
    }
    const execution = this.#leased(run);
    // Renewed once in a tenth of it: a device that tells much need not have each word of it stored.
    if ((execution.leaseUntil ?? 0) - (run.execution.leaseUntil ?? 0) < leaseMsOf(run.job) / 10) return;
    this.#engine.heed((it) => it.record({ execution }));
  }

  #leased(run: JobRun): Execution {
    return { ...run.execution, leaseUntil: this.#now() + leaseMsOf(run.job) };
  }

  #noteLate(run: JobRun, report: DeviceReport): void {
    const { execution } = run;
    if (execution.lateReports >= LATE_REPORTS_KEPT) return;
    const at = { now: this.#now(), attempt: run.job.attempt, actor: actorOf(run.job) };
    const entry = lateEntry(briefed(report), at);
    this.#engine.heed((it) =>
      it.record({ log: [entry], execution: { ...execution, lateReports: execution.lateReports + 1 } }),
    );
  }

  #held({ deviceId, attempt }: Held): JobRun {
    this.#refuseStranger({ deviceId, attempt });
    const run = this.#engine.get();
    refuseStale(run.job, attempt);
    return run;
  }

  /** An attempt stays its device's when it is over, so that what it says twice is known again. */
  #refuseStranger({ deviceId, attempt }: Held): void {
    const { job } = this.#engine.get();
    if (this.#store.attempts.assigneeOf(attempt) !== deviceId) refuseStranger(job, deviceId);
  }

  #refuseUnbegun({ status }: Job): void {
    if (status === "running" || status === "paused") return;
    throw new DomainError("ILLEGAL_TRANSITION", "This attempt has not been taken on. Ask device.next for it first.", {
      status,
    });
  }

  #taken({ job }: JobRun): ReportTaken {
    return { version: job.version, ...wished(job) };
  }

  #assignment({ job, lastSeq, lastTick }: JobRun): Assignment {
    const grid = gridOf(job);
    const startedAt = (job.startedAt ?? this.#now()) + job.pausedTotalMs;
    return {
      jobId: job.id,
      attempt: job.attempt,
      version: job.version,
      kind: job.kind,
      type: job.type,
      name: job.name,
      spec: job.spec,
      ...(job.kind === "task" && { input: job.spec.input }),
      timeoutAt: job.timeoutMs === null ? null : startedAt + job.timeoutMs,
      leaseMs: leaseMsOf(job),
      reportSeq: this.#store.attempts.lastReportSeq(job.attempt),
      now: this.#now(),
      status: job.status,
      ...(grid && { probe: { originMs: grid.originMs, lastSeq, lastTick } }),
    };
  }

  #now(): number {
    return this.#world().clock();
  }
}

function actorOf({ assigneeId, assigneeName }: Job): Actor {
  return { kind: "device", id: assigneeId ?? "", name: assigneeName ?? "a device" };
}

/** What is wished of the attempt; a device that does so already changes nothing by it. */
function wished({ status, pausedTotalMs }: Job): { wish?: Wish } {
  if (status === "paused") return { wish: "pause" };
  return status === "running" && pausedTotalMs > 0 ? { wish: "resume" } : {};
}

async function digest(report: DeviceReport): Promise<string> {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(report)));
  return Array.from(new Uint8Array(bytes).slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
