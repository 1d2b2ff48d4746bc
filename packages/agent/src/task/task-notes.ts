import type { Json } from "@fieldline/domain/job";
import { isDeeperThan } from "@fieldline/domain/json-depth";
import type { WorkPorts } from "../run/executor.ts";
import { MAX_MESSAGE_LENGTH } from "../run/reported-error.ts";
import type { Work } from "../run/work.ts";

const PROGRESS_EVERY_MS = 250;
/** The server keeps 1 MiB of an attempt's lines, and as much of its messages and payloads. */
const MOST_KEPT_LENGTH = 900_000;
const MOST_OF_A_PAYLOAD = 32_768;
export const JSON_DEPTH = 30;

type Told = "lines" | "payloads";

/** What a handler tells while it works, kept for the server. After the end of its attempt it tells nothing more. */
export class TaskNotes {
  readonly #work: Work;
  readonly #ports: WorkPorts;
  readonly #length: Record<Told, number> = { lines: 0, payloads: 0 };
  #progress: { progress: number; message?: string } | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(work: Work, ports: WorkPorts) {
    this.#work = work;
    this.#ports = ports;
  }

  progress(percent: number, message?: string): void {
    if (this.#isDeaf || !Number.isFinite(percent)) return;
    const said = message ?? this.#progress?.message;
    this.#progress = {
      progress: Math.min(100, Math.max(0, percent)),
      ...(said !== undefined && { message: said.slice(0, MAX_MESSAGE_LENGTH) }),
    };
    if (this.#timer) return;
    this.#tellProgress();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#tellProgress();
    }, PROGRESS_EVERY_MS);
  }

  line(stream: "stdout" | "stderr", message: string, fields: object = {}): void {
    const rest = Object.entries(fields).map(([key, value]) => ` ${key}=${textOf(value)}`);
    const text = `${message}${rest.join("")}\n`;
    if (this.#isDeaf || !this.#hasRoom("lines", text.length)) return;
    this.#ports.spool.reports.addOutput(this.#work.ref, { stream, text });
    this.#ports.notify(this.#work);
  }

  payload({ request, response }: { request?: unknown; response?: unknown }): void {
    const payload = {
      ...(request !== undefined && { request: payloadOf(request) }),
      ...(response !== undefined && { response: payloadOf(response) }),
    };
    if (this.#isDeaf || !this.#hasRoom("payloads", textOf(payload).length)) return;
    this.#tellProgress();
    this.#ports.spool.reports.addNote(this.#work.ref, { payload });
    this.#ports.notify(this.#work);
  }

  /** Keeps what is left to tell; nothing is heard from here on. */
  end(): void {
    clearTimeout(this.#timer);
    if (!this.#isDeaf) this.#tellProgress();
    this.#isOver = true;
  }

  get #isDeaf(): boolean {
    return this.#isOver || this.#work.isGivenUp || this.#work.control.endReason === "lost";
  }

  #tellProgress(): void {
    const note = this.#progress;
    this.#progress = undefined;
    if (!note || this.#isDeaf) return;
    if (!this.#hasRoom("payloads", note.message?.length ?? 0)) delete note.message;
    this.#ports.spool.reports.addNote(this.#work.ref, note);
    this.#ports.notify(this.#work);
  }

  /** Counts what is told; says once that there is too much of it. */
  #hasRoom(told: Told, length: number): boolean {
    const before = this.#length[told];
    this.#length[told] += length;
    if (this.#length[told] <= MOST_KEPT_LENGTH) return true;
    if (before <= MOST_KEPT_LENGTH) {
      const text = `This attempt has told too much: further ${told} are left out.\n`;
      this.#ports.spool.reports.addOutput(this.#work.ref, { stream: "stderr", text });
    }
    return false;
  }
}

/** As the server takes it: what is too large or too deep becomes the beginning of its text. */
function payloadOf(value: unknown): Json {
  const text = textOf(value);
  if (text.length > MOST_OF_A_PAYLOAD) return `${text.slice(0, MOST_OF_A_PAYLOAD)}… (${text.length} characters in all)`;
  return isDeeperThan(value, JSON_DEPTH) ? text : JSON.parse(text);
}

/** As JSON, or where it has none, as whatever text it has. */
function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return JSON.stringify(String(value));
  }
}
