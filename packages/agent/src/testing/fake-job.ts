import { isDeepStrictEqual } from "node:util";
import type { Assignment, Wish } from "@fieldline/domain/device";
import { isEnded, type JobStatus, type Json, type ProbeSpec, type Sample } from "@fieldline/domain/job";
import type { Report } from "../server/device-port.ts";
import { Refusal } from "./refusal.ts";

type FakeKind = "probe" | "command" | "task";

/** A device's job as the server keeps it, with the server's checks of order and repetition. */
export class FakeJob {
  readonly id: string;
  readonly kind: FakeKind;
  readonly type: string;
  input: Json | undefined;
  leaseMs = 30_000;
  timeoutAt: number | null = null;
  readonly spec: Assignment["spec"];
  status: JobStatus = "assigned";
  attempt = 1;
  version = 1;
  originMs = 0;
  wish: Wish | undefined;
  /** Of the present attempt. */
  reports: Report[] = [];
  readonly earlier: Report[][] = [];
  readonly samples: Sample[] = [];
  /** What came again although it was had. */
  repeats = 0;
  /** How often the job was given out to begin. */
  begun = 0;

  constructor(id: string, kind: FakeKind, spec: Assignment["spec"], type: string = kind) {
    this.id = id;
    this.kind = kind;
    this.type = type;
    this.spec = spec;
  }

  get isOpen(): boolean {
    return !isEnded(this.status);
  }

  assign(now: number): Assignment {
    if (this.status === "assigned") {
      this.status = "running";
      this.begun++;
      this.originMs ||= now;
    }
    const { id: jobId, attempt, version, kind, type, spec, status, originMs, leaseMs, timeoutAt } = this;
    const last = this.samples.at(-1);
    return {
      ...{ jobId, attempt, version, kind, spec, status, now },
      ...{ type, name: jobId, timeoutAt, leaseMs, reportSeq: this.reports.length },
      ...(kind === "task" && { input: this.input ?? null }),
      ...(kind === "probe" && { probe: { originMs, lastSeq: last?.seq ?? 0, lastTick: last?.tick ?? -1 } }),
    };
  }

  report(report: Report) {
    const before = this.reports[report.seq - 1];
    if (before) {
      if (!isDeepStrictEqual(before, report)) throw new Refusal(409, "REPORT_OUT_OF_ORDER");
      this.repeats++;
      return this.#answer();
    }
    this.#assertOpen(report.attempt);
    const nextSeq = this.reports.length + 1;
    if (report.seq !== nextSeq) throw new Refusal(409, "REPORT_OUT_OF_ORDER", { nextSeq });
    this.reports.push(report);
    if (report.status) this.status = report.status;
    return this.#answer();
  }

  take(samples: Sample[], now: number) {
    const { cadenceMs } = this.spec as ProbeSpec;
    for (const sample of samples) {
      const last = this.samples.at(-1);
      if (sample.seq <= this.samples.length) this.repeats++;
      else if (sample.seq > this.samples.length + 1) break;
      else {
        if (sample.at > now + 5_000 || sample.tick < (last?.tick ?? 0)) throw new Refusal(400, "INVALID_INPUT");
        const lateMs = sample.at - (this.originMs + sample.tick * cadenceMs);
        if (lateMs < -5 || lateMs > cadenceMs) throw new Refusal(400, "INVALID_INPUT", { lateMs });
        this.samples.push(sample);
      }
    }
    return { nextSeq: this.samples.length + 1, wish: this.wish };
  }

  release(attempt: number) {
    this.#assertOpen(attempt);
    this.status = "assigned";
    return this.nextAttempt();
  }

  nextAttempt() {
    this.attempt++;
    this.earlier.push(this.reports);
    this.reports = [];
    this.status = "assigned";
    return { version: ++this.version };
  }

  output(stream: "stdout" | "stderr"): string {
    const pieces = this.reports.flatMap(({ output = [] }) => output);
    return pieces
      .filter((piece) => piece.stream === stream)
      .map(({ text }) => text)
      .join("");
  }

  get last(): Report | undefined {
    return this.reports.at(-1);
  }

  #assertOpen(attempt: number): void {
    if (attempt !== this.attempt) throw new Refusal(409, "STALE_ATTEMPT");
    if (!this.isOpen) throw new Refusal(409, "JOB_ENDED");
  }

  #answer() {
    return { version: ++this.version, wish: this.wish };
  }
}
