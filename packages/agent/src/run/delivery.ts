import type { Wish } from "@fieldline/domain/device";
import type { Logger } from "../log.ts";
import { type CallFailure, callFailureOf, Dismissed } from "../server/call-failure.ts";
import type { AttemptRef, DevicePort, Report } from "../server/device-port.ts";
import type { Line } from "../server/line.ts";
import { pause } from "../server/pause.ts";
import type { Spool } from "../spool/spool.ts";
import type { Departures } from "./departures.ts";
import { lessOf } from "./lesser-report.ts";

const OUTPUT_EVERY_MS = 200;
const SAMPLES_EVERY_MS = 1_000;
/** The server takes 50 reports a second of one job. */
const LEAST_GAP_MS = 20;
const TRIES_OF_A_REFUSED_CALL = 3;
const REFUSED_WAIT_MS = 5_000;
/** The server has taken the attempt away, or ended it. */
const LOST = new Set(["JOB_ENDED", "STALE_ATTEMPT", "FORBIDDEN", "JOB_NOT_FOUND", "JOB_NOT_RUNNING"]);

export interface DeliveryPorts {
  spool: Spool;
  port: Pick<DevicePort, "report" | "samples">;
  line: Line;
  departures: Departures;
  now(): number;
  log: Logger;
  signal: AbortSignal;
}
export interface DeliveryHooks {
  onWish(wish: Wish): void;
  /** The server sees the probe's grid otherwise. */
  onDoubt(): void;
  /** The attempt is not this device's any more. */
  onLost(): void;
}

/** Tells the server of one attempt from the spool, in order, until nothing is left to tell. */
export class Delivery {
  readonly ref: AttemptRef;
  readonly #ports: DeliveryPorts;
  readonly #hooks: DeliveryHooks;
  #wake: () => void = () => {};
  #sentAt = Number.NEGATIVE_INFINITY;
  #refusals = 0;

  constructor(ref: AttemptRef, ports: DeliveryPorts, hooks: DeliveryHooks) {
    this.ref = ref;
    this.#ports = ports;
    this.#hooks = hooks;
  }

  /** There may be more to tell. */
  notify(): void {
    this.#wake();
  }

  /** Resolves when the attempt is over and told, or taken away. */
  async run(): Promise<void> {
    const { signal } = this.#ports;
    const wake = () => this.#wake();
    signal.addEventListener("abort", wake);
    try {
      await this.#tellAll();
    } finally {
      signal.removeEventListener("abort", wake);
    }
  }

  async #tellAll(): Promise<void> {
    const { spool, signal } = this.#ports;
    for (;;) {
      signal.throwIfAborted();
      const woken = new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      const state = spool.jobs.find(this.ref)?.state;
      if (state === undefined || state === "settled") return;
      if (await this.#tellNext(state === "over")) continue;
      if (state === "over") return spool.jobs.settle(this.ref, this.#ports.now());
      await woken;
    }
  }

  /** Samples go before the report that ends their probe. */
  async #tellNext(isOver: boolean): Promise<boolean> {
    const { spool } = this.#ports;
    if (spool.samples.waiting(this.ref).length > 0) return this.#tellSamples(isOver);
    if (!spool.reports.first(this.ref) && spool.reports.hasUnsealed(this.ref)) {
      await this.#rest(OUTPUT_EVERY_MS);
      spool.reports.seal(this.ref);
    }
    const report = spool.reports.first(this.ref);
    if (!report) return false;
    await pause(Math.max(0, this.#sentAt + LEAST_GAP_MS - performance.now()), this.#ports.signal);
    await this.#tell(
      () => this.#ports.port.report(report),
      ({ wish }) => {
        spool.reports.drop(report);
        return wish;
      },
      (failure) => this.#refusedReport(report, failure),
    );
    return true;
  }

  async #tellSamples(isOver: boolean): Promise<boolean> {
    const { spool, port, now, log } = this.#ports;
    if (!isOver) await this.#rest(SAMPLES_EVERY_MS);
    const samples = spool.samples.waiting(this.ref);
    const first = samples[0]?.seq ?? 0;
    const last = samples.at(-1)?.seq ?? 0;
    if (samples.length === 0) return true;
    let isTaken = true;
    await this.#tell(
      () => port.samples({ ...this.ref, samples }),
      ({ nextSeq, wish }) => {
        isTaken = nextSeq > first;
        if (nextSeq <= last && !spool.samples.has(this.ref.jobId, nextSeq)) {
          log.error("The server has lost samples that are gone here too.", { ...this.ref, nextSeq });
          spool.samples.closeGap(this.ref, nextSeq);
        }
        spool.samples.acknowledge(this.ref, nextSeq, now());
        return wish;
      },
      (failure) => {
        log.error("The server refused samples; they are dropped.", { ...this.ref, first, last, ...wordsOf(failure) });
        spool.samples.discard(this.ref, first, last);
      },
    );
    if (!isTaken) await pause(SAMPLES_EVERY_MS, this.#ports.signal);
    return true;
  }

  async #tell<T>(act: () => Promise<T>, accept: (answer: T) => Wish | undefined, refuse: Refuse): Promise<void> {
    const { line, signal, log } = this.#ports;
    this.#sentAt = performance.now();
    try {
      const wish = accept(await line.call(act, signal));
      this.#refusals = 0;
      if (wish) this.#hooks.onWish(wish);
    } catch (thrown) {
      if (thrown instanceof Dismissed || signal.aborted) throw thrown;
      const failure = callFailureOf(thrown);
      if (LOST.has(failure.reason)) {
        log.info("The server does not take more of this attempt.", { ...this.ref, ...wordsOf(failure) });
        return this.#lose();
      }
      if (isAboutContent(failure) && ++this.#refusals > triesOf(failure)) {
        this.#refusals = 0;
        return refuse(failure);
      }
      if (failure.reason === "INVALID_INPUT") this.#hooks.onDoubt();
      if (!isAboutContent(failure)) log.error("The server refused a call.", { ...this.ref, ...wordsOf(failure) });
      await pause(REFUSED_WAIT_MS, signal);
    }
  }

  #refusedReport(report: Report, failure: CallFailure): void {
    const { spool, log } = this.#ports;
    log.error("The server refused a report.", { ...this.ref, seq: report.seq, ...wordsOf(failure) });
    if (failure.reason !== "REPORT_OUT_OF_ORDER") {
      const less = lessOf(report, failure);
      if (less) spool.reports.replace(report, less);
      else this.#lose();
      return;
    }
    const { nextSeq } = failure.details;
    if (typeof nextSeq === "number" && nextSeq !== report.seq) spool.reports.renumber(this.ref, nextSeq);
    else spool.reports.drop(report);
  }

  #lose(): void {
    this.#ports.spool.jobs.settle(this.ref, this.#ports.now());
    this.#hooks.onLost();
  }

  /** Waits until `everyMs` after the last call, and then for company. */
  async #rest(everyMs: number): Promise<void> {
    const { departures, signal } = this.#ports;
    const leftMs = this.#sentAt + everyMs - performance.now();
    if (leftMs > 50) await pause(leftMs - 50, signal);
    await departures.next();
    signal.throwIfAborted();
  }
}

type Refuse = (failure: CallFailure) => void;

const CONTENT = new Set(["INVALID_INPUT", "INPUT_TOO_LARGE", "OUTPUT_TOO_LARGE", "REPORT_OUT_OF_ORDER"]);
const isAboutContent = ({ reason }: CallFailure) => CONTENT.has(reason);
/** A clock that was wrong may be right in a moment; what is too long or out of order stays so. */
const triesOf = ({ reason }: CallFailure) => (reason === "INVALID_INPUT" ? TRIES_OF_A_REFUSED_CALL : 0);
const wordsOf = ({ reason, message }: CallFailure) => ({ reason, words: message });
