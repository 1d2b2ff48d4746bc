import type { Job, JobKind, JobStatus, ProbeSummary, Verdict } from "../../packages/domain/src/job/job.ts";
import { newJob } from "../../packages/domain/src/job/new-job.ts";
import { Random } from "../lib/random.ts";

const DAY_MS = 86_400_000;
export const SPAN_MS = 30 * DAY_MS;
export const REQUESTERS = 200;
const CUSTOMERS = 60_000;
const OUTCOMES = 2_000;

/** Per 10,000 ended jobs; what is open is the newest and laid over it. */
const ENDED: [JobStatus, number][] = [
  ["completed", 8_330],
  ["cancelled", 900],
  ["failed", 450],
  ["timed_out", 315],
  ["rejected", 5],
];
const KINDS: [JobKind, number][] = [
  ["probe", 7_000],
  ["command", 2_500],
  ["task", 500],
];
const OPEN: [JobStatus, number][] = [
  ["running", 100],
  ["paused", 20],
  ["scheduled", 30],
];
const NAMES = ["Ping", "Line check", "After the visit", "Complaint", "Evening drop-outs", "New router", "Slow upload"];
const NETWORKS = ["203.0.113", "198.51.100", "192.0.2"];

interface Customer {
  accountNumber: string;
  mac: string;
  ip: string;
  host: string;
}
type Outcome = Pick<Job, "summary" | "verdict" | "recent">;

/** A month of jobs as a busy provider would have them, the same in every run but for `now`. */
export class MadeUpJobs {
  readonly #random = new Random(7);
  readonly #customers: Customer[] = Array.from({ length: CUSTOMERS }, () => this.#customer());
  readonly #outcomes: Outcome[] = Array.from({ length: OUTCOMES }, () => this.#outcome());
  readonly count: number;
  readonly now: number;

  constructor(count: number, now: number) {
    this.count = count;
    this.now = now;
  }

  customer(at: number): Customer {
    return this.#customers[at % CUSTOMERS] as Customer;
  }

  /** Jobs in the order of their creation. */
  *[Symbol.iterator](): Generator<Job> {
    for (let index = 0; index < this.count; index++) yield this.#job(index);
  }

  #job(index: number): Job {
    const random = this.#random;
    const createdAt = Math.floor(this.now - SPAN_MS + (SPAN_MS * (index + random.unit())) / (this.count + 1));
    const { host, ...customer } = random.pick(this.#customers);
    // Some ask far more often than others.
    const requester = Math.floor(REQUESTERS * random.unit() ** 2);
    const durationMs = random.pick([60_000, 300_000, 600_000, 3_600_000]);
    const name = `${random.pick(NAMES)} ${random.below(10_000)}`;
    const job = newJob(
      {
        kind: "probe",
        priority: 5,
        packets: 1,
        name,
        target: { host, ...customer },
        method: "simulated",
        vantage: { kind: "simulator", scenario: "healthy" },
        cadenceMs: 1_000,
        durationMs,
      },
      {
        id: this.#id(createdAt),
        now: createdAt,
        requester: { id: `user-${requester}`, name: `Agent ${requester}` },
        spec: {
          target: { host, ...customer },
          method: "simulated",
          vantage: { kind: "simulator", scenario: "healthy", seed: index },
          cadenceMs: 1_000,
          durationMs,
          packets: 1,
          timeoutMs: 800,
        },
      },
    );
    const kind = drawn(KINDS, random.below(10_000));
    const open = drawnOpen(this.count - 1 - index);
    if (open)
      return { ...job, kind, status: open, version: 3, startedAt: createdAt, ...random.pick(this.#outcomes) } as Job;
    const endedAt = Math.min(this.now, createdAt + Math.floor(durationMs * random.unit()));
    return {
      ...job,
      kind,
      status: drawn(ENDED, random.below(10_000)),
      version: 12,
      startedAt: createdAt,
      endedAt,
      updatedAt: endedAt,
      ...random.pick(this.#outcomes),
    } as Job;
  }

  #id(createdAt: number): string {
    const time = createdAt.toString(16).padStart(12, "0");
    const hex = this.#random.hex(18);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-8${hex.slice(3, 6)}-${hex.slice(6)}`;
  }

  #customer(): Customer {
    const random = this.#random;
    const accountNumber = String(100_000_000 + random.below(900_000_000));
    const mac = `00:00:5e:${random.hex(6).match(/../g)?.join(":")}`;
    const ip = `${random.pick(NETWORKS)}.${random.below(256)}`;
    return { accountNumber, mac, ip, host: `cpe-${random.hex(6)}.example.net` };
  }

  #outcome(): Outcome {
    const random = this.#random;
    const sent = 60 + random.below(3_540);
    const isHealthy = random.unit() < 0.8;
    const received = isHealthy ? sent : sent - random.below(sent);
    const ms = (from: number, span: number) => Math.round((from + span * random.unit()) * 1_000) / 1_000;
    const summary: ProbeSummary = {
      sent,
      received,
      lossPercent: Math.round((100_000 * (sent - received)) / sent) / 1_000,
      minMs: ms(8, 4),
      avgMs: ms(15, 10),
      medianMs: ms(14, 8),
      p95Ms: ms(26, 12),
      p99Ms: ms(40, 30),
      maxMs: ms(80, 200),
      stddevMs: ms(2, 6),
      jitterMs: ms(1, 4),
      mos: ms(3.5, 0.9),
      missedTicks: 0,
    };
    const verdict: Verdict = {
      state: isHealthy ? "healthy" : "intermittent",
      reason: isHealthy
        ? `No loss in ${sent} packets, latency steady around ${summary.medianMs} ms.`
        : `${summary.lossPercent} % loss in bursts of 3–8 packets; latency normal between them: intermittent link.`,
      since: null,
    };
    return { summary, verdict, recent: Array.from({ length: 60 }, () => ms(12, 14)) };
  }
}

function drawn<T>(shares: [T, number][], draw: number): T {
  let below = 0;
  for (const [value, share] of shares) {
    below += share;
    if (draw < below) return value;
  }
  return (shares[0] as [T, number])[0];
}

function drawnOpen(fromNewest: number): JobStatus | undefined {
  let below = 0;
  for (const [status, count] of OPEN) {
    below += count;
    if (fromNewest < below) return status;
  }
  return undefined;
}
