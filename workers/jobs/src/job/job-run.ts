import { type AgendaEntry, agendaOf, gridOf, nextAlarmAt } from "@fieldline/domain/agenda";
import { tickCount } from "@fieldline/domain/grid";
import { type Alert, isEnded, type Job, type LogEntry, type Sample } from "@fieldline/domain/job";
import { type JobEvent, type LogDraft, SYSTEM, transition } from "@fieldline/domain/lifecycle";
import { routeChangeWords } from "@fieldline/domain/route";
import { emptyStatistics, recentOf, recordSamples, summarise } from "@fieldline/domain/statistics";
import { finalVerdictOf, lostProberVerdict, verdictOf } from "@fieldline/domain/verdict";
import type { ReportMark } from "./attempt-store.ts";
import { executionAfter, leaseEndOf } from "./execution.ts";
import { type Execution, type Head, type JobSettings, type JobStore, NO_EXECUTION } from "./job-store.ts";
import type { MeasuredPacket } from "./measure/measure.ts";
import { MinuteRoll } from "./minute-roll.ts";
import { missedBetween } from "./missed-ticks.ts";
import type { Outbox, OwedEffect } from "./outbox.ts";
import { owedOf } from "./owed-effects.ts";
import { alertAfter } from "./verdict-alert.ts";
import type { World } from "./world.ts";

/** The row's figures are refreshed more often while a job is young. */
const REFRESH_EVERY_MS = { least: 10_000, most: 30_000 } as const;

/** What changed in one transaction, for those who watch. */
export interface Changes {
  samples: Sample[];
  log: LogEntry[];
  /** Raised, carried on or cleared by this. */
  alerts?: Alert[];
}

/** What a device's report brings along, stored in the same transaction. */
export interface Brought {
  log?: LogDraft[];
  report?: ReportMark;
  execution?: Execution;
}

interface Parts {
  store: JobStore;
  world: World;
  outbox: Outbox;
}

/** One job's state in memory and the transactions that move it. Nothing here waits or leaves the object. */
export class JobRun {
  readonly #store: JobStore;
  readonly #world: World;
  readonly #outbox: Outbox;
  readonly #minutes: MinuteRoll;
  #head: Head;
  /** The first tick that has neither been measured nor passed over. */
  nextTick: number;
  #refreshedAt = 0;

  private constructor({ store, world, outbox }: Parts, head: Head) {
    this.#store = store;
    this.#world = world;
    this.#outbox = outbox;
    this.#minutes = new MinuteRoll(store);
    this.#head = head;
    this.nextTick = head.statistics.lastTick + 1;
  }

  static create({ store, world, outbox }: Parts, job: Job, settings: JobSettings): { run: JobRun; changes: Changes } {
    const head: Head = { job, settings, statistics: emptyStatistics(), openAlert: null, execution: NO_EXECUTION };
    const run = new JobRun({ store, world, outbox }, head);
    return { run, changes: run.apply({ type: "accept" }) };
  }

  /** The state as stored, with the samples that came after its last head folded in. */
  static load({ store, world, outbox }: Parts): JobRun | undefined {
    const head = store.readHead();
    if (!head) return undefined;
    for (;;) {
      const samples = store.samplesAfter(head.statistics.lastSeq, 1_000);
      if (samples.length === 0) break;
      recordSamples(head.statistics, samples, head.settings.health);
    }
    return new JobRun({ store, world, outbox }, head);
  }

  get job(): Job {
    return this.#head.job;
  }

  get execution(): Execution {
    return this.#head.execution;
  }

  get lastSeq(): number {
    return this.#head.statistics.lastSeq;
  }

  get lastTick(): number {
    return this.#head.statistics.lastTick;
  }

  /** The job as a caller sees it, with the figures of this moment. */
  describe(): Job {
    const { job, statistics } = this.#head;
    if (job.kind !== "probe") return job;
    return {
      ...job,
      summary: summarise(statistics, this.#missedTicks()),
      verdict: this.#verdict(),
      recent: recentOf(statistics),
    };
  }

  agenda(): AgendaEntry[] {
    return agendaOf(this.job, this.#progress());
  }

  nextAlarmAt(): number | undefined {
    return nextAlarmAt(this.job, this.#progress());
  }

  /** Moves the job by one event; throws the DomainError of an illegal one, and then nothing has changed. */
  apply(event: JobEvent, brought: Brought = {}): Changes {
    const now = this.#world.clock();
    const before = this.job;
    const { job, log, effects, ended } = transition(before, event, now);
    const execution = executionAfter(brought.execution ?? this.#head.execution, { event, job, now });
    const head = { ...this.#head, job, execution };
    const owed = owedOf(effects, { before, after: job, at: now, newId: this.#world.newId });
    const cleared = isEnded(job.status) ? this.#endAlert(head, now) : [];
    owed.push(...cleared);
    const entries = this.#store.transaction(() => {
      this.#store.writeHead(head);
      this.#outbox.owe(owed, now);
      if (isEnded(job.status)) this.#minutes.roll(job, Number.MAX_SAFE_INTEGER);
      if (ended) this.#store.attempts.write(ended);
      if (brought.report) this.#store.attempts.markReport(brought.report);
      return [...(brought.log ?? []), ...log].map((draft) => this.#store.appendLog(draft));
    });
    this.#head = head;
    this.#refreshedAt = now;
    return { samples: [], log: entries, alerts: cleared.map(({ alert }) => alert) };
  }

  /** Stores what a report brings that changes nothing of the job's row. */
  record({ log = [], report, execution }: Brought): Changes {
    const head = { ...this.#head, execution: execution ?? this.#head.execution };
    const entries = this.#store.transaction(() => {
      if (execution) this.#store.writeExecution(execution);
      if (report) this.#store.attempts.markReport(report);
      return log.map((draft) => this.#store.appendLog(draft));
    });
    this.#head = head;
    return { samples: [], log: entries };
  }

  /** Has Fieldline say something in the log. */
  note(message: string): Changes {
    return this.record({ log: [this.#entry(this.#world.clock(), "warn", message)] });
  }

  /** Stores a tick's packets, also those under way when it was paused; a tick that is stored already changes nothing. */
  recordTick(tick: number, packets: MeasuredPacket[]): Changes {
    const { statistics } = this.#head;
    if (isEnded(this.job.status) || tick < this.nextTick || packets.length === 0) return { samples: [], log: [] };
    const samples = packets.map((packet, index) => ({ seq: statistics.lastSeq + 1 + index, tick, ...packet }));
    return this.recordSamples(samples, this.#world.clock());
  }

  /** Stores samples that follow the last one; what the verdict makes of them is stored with them. `through` is the clock of who measured. */
  recordSamples(samples: Sample[], through: number): Changes {
    const { statistics, settings } = this.#head;
    const now = this.#world.clock();
    const gaps = missedBetween(statistics.lastTick, samples);
    const before = statistics.condition.state;
    recordSamples(statistics, samples, settings.health);

    const drafts: LogDraft[] = [];
    const owed: OwedEffect[] = [];
    const alerts: Alert[] = [];
    let head = this.#head;
    for (const gap of gaps) drafts.push(this.#entry(now, "warn", gap));
    for (const words of this.#routeChanges(samples)) drafts.push(this.#entry(now, "info", words));
    if (statistics.condition.state !== before) {
      const verdict = verdictOf(statistics, settings.health);
      const level = verdict.state === "healthy" ? "info" : "warn";
      drafts.push(this.#entry(now, level, `Verdict: ${before} → ${verdict.state}. ${verdict.reason}`));
      const { openAlert, raised } = alertAfter(head, verdict, { now, newId: this.#world.newId });
      const version = head.job.version + 1;
      head = { ...head, openAlert, job: { ...head.job, version, updatedAt: Math.max(now, head.job.updatedAt) } };
      if (raised) {
        owed.push({ type: "alert", alert: raised, version });
        alerts.push(raised);
      }
      owed.push({ type: "project" });
    }
    const writeAll = () => {
      this.#store.appendSamples(samples);
      if (this.#minutes.roll(head.job, through) || head !== this.#head) this.#store.writeHead(head);
      this.#outbox.tidy();
      this.#outbox.owe(owed, now);
      return drafts.map((draft) => this.#store.appendLog(draft));
    };
    // Most ticks are one statement, which needs no transaction of its own.
    const isPlain = head === this.#head && drafts.length === 0 && !this.#minutes.isDue(through);
    const log = isPlain ? writeAll() : this.#store.transaction(writeAll);
    this.#head = head;
    this.nextTick = statistics.lastTick + 1;
    return { samples, log, alerts };
  }

  /**
   * Whether the row's figures are old enough to be written again; asking counts as writing. The row of a crash in
   * between is written with the next transition or refresh, so nothing is owed for it.
   */
  takeRefresh(): boolean {
    const now = this.#world.clock();
    const ageMs = now - (this.job.startedAt ?? now);
    const everyMs = Math.min(REFRESH_EVERY_MS.most, Math.max(REFRESH_EVERY_MS.least, ageMs));
    if (this.job.status !== "running" || this.job.kind !== "probe" || now - this.#refreshedAt < everyMs) return false;
    this.#refreshedAt = now;
    return true;
  }

  #progress() {
    const { dueAt, owesRemoval } = this.#outbox;
    const { retentionMs } = this.#head.settings;
    const leaseUntil = leaseEndOf(this.#head.execution, this.#world);
    return {
      nextTick: this.nextTick,
      leaseUntil,
      outboxDueAt: dueAt,
      retentionMs: owesRemoval ? undefined : retentionMs,
    };
  }

  #verdict() {
    const { job, statistics, settings } = this.#head;
    if (isEnded(job.status)) return finalVerdictOf(statistics, settings.health);
    if (job.prober?.state === "lost") return lostProberVerdict(job.assigneeName ?? "its device", job.prober.since);
    return verdictOf(statistics, settings.health);
  }

  /** In words, each place where the way differs from the way before it. */
  #routeChanges(samples: Sample[]): string[] {
    const { job } = this.#head;
    if (job.kind !== "probe" || job.spec.method !== "traceroute") return [];
    const [first] = samples;
    const before = first && first.seq > 1 ? this.#store.samplesAfter(first.seq - 2, 1) : [];
    return routeChangeWords([...before, ...samples]);
  }

  #missedTicks(): number {
    const { job, statistics } = this.#head;
    const grid = gridOf(job);
    // Whoever completes it by hand gives a reason: then it is over before its time.
    const isWhole = job.status === "completed" && job.statusReason === null;
    const due = isWhole && grid ? tickCount(grid.durationMs, grid.cadenceMs) : statistics.lastTick + 1;
    return due - statistics.measuredTicks;
  }

  #entry(at: number, level: LogEntry["level"], message: string): LogDraft {
    return { at, attempt: this.job.attempt, level, kind: "message", message, actor: SYSTEM };
  }

  #endAlert(head: Head, now: number): (OwedEffect & { type: "alert" })[] {
    if (!head.openAlert) return [];
    const alert = { ...head.openAlert, requesterId: head.job.requesterId, clearedAt: now };
    head.openAlert = null;
    return [{ type: "alert", alert, version: head.job.version }];
  }
}
