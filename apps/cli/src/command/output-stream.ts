import { characterStart, type OutputBudget } from "./output-budget.ts";

const EVERY_MS = 200;
const MOST_BYTES = 16 * 1_024;

interface OutputOptions {
  budget: OutputBudget;
  /** Takes what is to be sent, 16 KiB at most at a time. */
  send(text: string): void;
}

/** One stream of one step: its bytes become UTF-8 text, kept to the budget and sent a few times a second. */
export class OutputStream {
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #budget: ReturnType<OutputBudget["step"]>;
  readonly #send: OutputOptions["send"];
  #pending = "";
  #timer: NodeJS.Timeout | undefined;
  /** Whether anything came at all. */
  hasOutput = false;

  constructor({ budget, send }: OutputOptions) {
    this.#budget = budget.step();
    this.#send = send;
  }

  write(bytes: Uint8Array): void {
    this.hasOutput ||= bytes.length > 0;
    this.#take(this.#decoder.decode(bytes, { stream: true }));
  }

  end(): void {
    this.#take(this.#decoder.decode());
    this.#pending += this.#budget.end();
    this.#flush();
  }

  #take(text: string): void {
    this.#pending += this.#budget.take(text);
    if (this.#pending === "") return;
    if (this.#pending.length >= MOST_BYTES) this.#flush();
    else this.#timer ??= setTimeout(() => this.#flush(), EVERY_MS);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = Buffer.from(this.#pending, "utf8");
    this.#pending = "";
    for (let from = 0; from < bytes.length; ) {
      const rest = bytes.subarray(from);
      const end = rest.length <= MOST_BYTES ? rest.length : characterStart(rest, MOST_BYTES);
      this.#send(rest.toString("utf8", 0, end));
      from += end;
    }
  }
}
