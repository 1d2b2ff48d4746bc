import type { Control } from "@fieldline/domain/device";
import type { CommandSpec, JobDocument } from "@fieldline/domain/document";
import type { Json, ProbeSpec, TaskSpec } from "@fieldline/domain/job";
import { FakeJob } from "./fake-job.ts";
import { Refusal } from "./refusal.ts";

export const DEVICE = { deviceId: "device-1", secret: "fls_quiet-as-a-mouse" };
const ENROLLMENT = "fle_once";

type Verb = (input: never) => unknown;

/** What the server knows of its one device and of that device's jobs. */
export class FakeFleet {
  readonly jobs = new Map<string, FakeJob>();
  /** How far the server's clock is ahead of this machine's, in ms. */
  aheadMs = 0;
  isRevoked = false;
  nextHeartbeatMs = 30_000;
  /** So many assignments come beyond those asked for. */
  surplus = 0;
  controls: Control[] = [];
  heartbeats: { id: string; attempt: number }[][] = [];
  /** So many tokens were given out; the last one is good. */
  tokens = 0;
  /** Answers of `handler` by name. */
  readonly handlers = new Map<string, { content: string; interpreter: string; sha256: string }>();
  /** What the next calls of a procedure are refused with. */
  readonly refusals = new Map<string, Refusal[]>();
  enrolled: Record<string, unknown> | undefined;
  /** The types that it was told of with a renewal, each time that it was. */
  readonly toldTypes: string[][] = [];

  now(): number {
    return Date.now() + this.aheadMs;
  }

  addProbe(id: string, spec: Partial<ProbeSpec> = {}): FakeJob {
    const whole: ProbeSpec = {
      target: { host: "127.0.0.1" },
      method: "icmp",
      vantage: { kind: "device", deviceId: DEVICE.deviceId },
      ...{ cadenceMs: 200, durationMs: 2_000, packets: 1, timeoutMs: 100 },
      ...spec,
    };
    return this.#add(new FakeJob(id, "probe", whole));
  }

  addCommand(id: string, document: JobDocument): FakeJob {
    const { deviceId } = DEVICE;
    const spec: CommandSpec = { deviceId, deviceName: "pi", document, handlers: [], variables: {}, template: null };
    return this.#add(new FakeJob(id, "command", spec));
  }

  addTask(id: string, type: string, input: Json = null): FakeJob {
    const spec: TaskSpec = {
      ...{ description: null, acceptanceCriteria: "It is done.", input, leaseMs: 30_000 },
      ...{ concurrencyKey: null, concurrencyLimit: 1, variables: {}, template: null },
    };
    const job = this.#add(new FakeJob(id, "task", spec, type));
    job.input = input;
    return job;
  }

  expireTokens(): void {
    this.tokens++;
  }

  isAuthorised(authorization: string | undefined): boolean {
    return !this.isRevoked && authorization === `Bearer token-${this.tokens}`;
  }

  call(name: string, input: unknown, authorization: string | undefined): unknown {
    const verb = { ...this.#open, ...this.#closed }[name] as Verb | undefined;
    if (!verb) throw new Refusal(404, "PROCEDURE_NOT_FOUND");
    if (this.isRevoked) throw new Refusal(401, "DEVICE_REVOKED");
    if (!(name in this.#open) && !this.isAuthorised(authorization)) throw new Refusal(401, "UNAUTHENTICATED");
    const refusal = this.refusals.get(name)?.shift();
    if (refusal) throw refusal;
    return verb(input as never);
  }

  readonly #open = {
    enroll: ({ token, ...rest }: { token: string }) => {
      if (token !== ENROLLMENT) throw new Refusal(401, "ENROLLMENT_INVALID");
      this.enrolled = rest;
      return { ...DEVICE, ...this.#token() };
    },
    refresh: ({ deviceId, secret, types }: typeof DEVICE & { types?: string[] }) => {
      if (deviceId !== DEVICE.deviceId || secret !== DEVICE.secret) throw new Refusal(401, "UNAUTHENTICATED");
      if (types) this.toldTypes.push(types);
      return this.#token();
    },
  };

  readonly #closed = {
    heartbeat: ({ jobs }: { jobs: { id: string; attempt: number }[] }) => {
      this.heartbeats.push(jobs);
      const controls = this.controls.splice(0);
      const hasWork = [...this.jobs.values()].some(({ status }) => status === "assigned");
      return { hasWork, controls, nextHeartbeatMs: this.nextHeartbeatMs, now: this.now() };
    },
    next: ({ max, kinds, types }: { max: number; kinds: string[]; types?: string[] }) => {
      const open = [...this.jobs.values()].filter(
        (job) => job.isOpen && kinds.includes(job.kind) && (types?.includes(job.type) ?? true),
      );
      const first = open.filter(({ status }) => status !== "assigned");
      const inOrder = [...first, ...open.filter((job) => !first.includes(job))];
      return { assignments: inOrder.slice(0, max + this.surplus).map((job) => job.assign(this.now())) };
    },
    report: (report: Parameters<FakeJob["report"]>[0]) => this.#job(report).report(report),
    samples: ({ samples, ...ref }: { jobId: string; attempt: number; samples: Parameters<FakeJob["take"]>[0] }) =>
      this.#job(ref).take(samples, this.now()),
    release: (ref: { jobId: string; attempt: number }) => this.#job(ref).release(ref.attempt),
    handler: ({ name }: { name: string }) => {
      const handler = this.handlers.get(name);
      if (!handler) throw new Refusal(404, "HANDLER_NOT_FOUND");
      return handler;
    },
  };

  #job({ jobId, attempt }: { jobId: string; attempt: number }): FakeJob {
    const job = this.jobs.get(jobId);
    if (!job) throw new Refusal(404, "JOB_NOT_FOUND");
    if (attempt < job.attempt) throw new Refusal(409, "STALE_ATTEMPT");
    return job;
  }

  #add(job: FakeJob): FakeJob {
    this.jobs.set(job.id, job);
    return job;
  }

  #token() {
    this.tokens++;
    return { accessToken: `token-${this.tokens}`, expiresAt: this.now() + 900_000 };
  }
}
