import { errorOf, type Failure } from "@fieldline/client/errors";
import type { CreateProbeInput } from "@fieldline/domain/create-job";
import type { Job } from "@fieldline/domain/job";
import { isRecord } from "../kept.ts";

/** A start that waits for a connection. Its idempotency key makes it count once, however often it is sent. */
export interface QueuedStart {
  input: CreateProbeInput & { idempotencyKey: string };
  /** Who asked for it: it is sent in their name and in no other. */
  by: { id: string; name: string };
  queuedAt: number;
  /** Why it is not sent by itself any more: the server's refusal, in words. */
  refusal: string | null;
}

export interface StartQueuePorts {
  /** Who is signed in as far as the phone knows. */
  personHere(): QueuedStart["by"] | null;
  /** The id of the person whom the server takes the next call to come from. */
  confirmPerson(): Promise<string>;
  create(input: CreateProbeInput): Promise<Job>;
  cancel(jobId: string): Promise<unknown>;
  load(): QueuedStart[];
  save(starts: QueuedStart[]): void;
  now(): number;
  onChange(starts: QueuedStart[]): void;
  onStarted(job: Job): void;
  onSignedOut(): void;
}

/** Nobody expects a probe to begin by itself long after it was asked for; then it waits for a tap. */
export const STALE_AFTER_MS = 30 * 60_000;
const WORTH_ANOTHER_TRY: Failure["reason"][] = [
  "UNREACHABLE",
  "UNREADABLE",
  "UNAVAILABLE",
  "INTERNAL",
  "ABORTED",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
];

/** Starts that could not be sent, kept on the phone and sent once each when there is a connection again. */
export class StartQueue {
  readonly #ports: StartQueuePorts;
  #isSending = false;

  constructor(ports: StartQueuePorts) {
    this.#ports = ports;
  }

  get starts(): QueuedStart[] {
    return this.#ports.load();
  }

  add(input: QueuedStart["input"], by: QueuedStart["by"]): void {
    this.#keep([...this.starts, { input, by, queuedAt: this.#ports.now(), refusal: null }]);
  }

  /** Forgets a start. One that is just being sent is cancelled as soon as the server has answered. */
  remove(key: string): void {
    this.#keep(this.starts.filter(({ input }) => input.idempotencyKey !== key));
  }

  /** Sends what waits for the person here, oldest first, and stops at the first sign that there is no connection. */
  async flush(): Promise<void> {
    const ready = this.#ready();
    if (this.#isSending || ready.length === 0) return;
    this.#isSending = true;
    try {
      for (const start of ready) if (!(await this.#send(start))) return;
    } finally {
      this.#isSending = false;
    }
  }

  /** Sends one start on the reader's word, however old it is. */
  async sendNow(key: string): Promise<void> {
    this.#change(key, (start) => ({ ...start, queuedAt: this.#ports.now(), refusal: null }));
    await this.flush();
  }

  isStale({ queuedAt }: QueuedStart): boolean {
    return this.#ports.now() - queuedAt > STALE_AFTER_MS;
  }

  #ready(): QueuedStart[] {
    const person = this.#ports.personHere();
    return this.starts.filter((start) => start.by.id === person?.id && !start.refusal && !this.isStale(start));
  }

  /** Whether the next one can be tried. */
  async #send({ input, by }: QueuedStart): Promise<boolean> {
    const key = input.idempotencyKey;
    const isWanted = () => this.starts.some((start) => start.input.idempotencyKey === key);
    if (!isWanted()) return true;
    try {
      if ((await this.#ports.confirmPerson()) !== by.id) return false;
      const job = await this.#ports.create(input);
      if (!isWanted()) {
        await this.#ports.cancel(job.id).catch(() => {});
        return true;
      }
      this.remove(key);
      this.#ports.onStarted(job);
      return true;
    } catch (thrown) {
      const { reason, message } = errorOf(thrown);
      if (reason === "UNAUTHENTICATED") this.#ports.onSignedOut();
      if (WORTH_ANOTHER_TRY.includes(reason)) return false;
      this.#change(key, (start) => ({ ...start, refusal: message }));
      return true;
    }
  }

  #change(key: string, change: (start: QueuedStart) => QueuedStart) {
    this.#keep(this.starts.map((start) => (start.input.idempotencyKey === key ? change(start) : start)));
  }

  #keep(starts: QueuedStart[]) {
    this.#ports.save(starts);
    this.#ports.onChange(starts);
  }
}

export function isQueuedStarts(value: unknown): value is QueuedStart[] {
  return (
    Array.isArray(value) &&
    value.every(
      (start) =>
        isRecord(start) &&
        isRecord(start.input) &&
        isRecord(start.input.target) &&
        isRecord(start.by) &&
        typeof start.by.id === "string" &&
        typeof start.input.idempotencyKey === "string" &&
        typeof start.queuedAt === "number",
    )
  );
}
