/** Below this much left of a stream, a step's output is dropped without a mark: the mark itself has to fit. */
const LEAST_BYTES = 256;

/**
 * What of one stream of an attempt is sent, in bytes of UTF-8. Of what is left, a step gets half as it comes; of what
 * follows that, the last quarter is sent at its end, after a line that says how much was cut between.
 */
export class OutputBudget {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** Begins a step; the one before it must have ended. */
  step(): StepBudget {
    return new StepBudget(this.#left, (bytes) => {
      this.#left -= bytes;
    });
  }
}

/** A step's share of a stream: `take` gives what to send at once of a text, `end` what to send last. */
class StepBudget {
  #live: number;
  readonly #tailBytes: number;
  readonly #spend: (bytes: number) => void;
  #isLive = true;
  #tail: Buffer[] = [];
  #kept = 0;
  #cut = 0;

  constructor(left: number, spend: (bytes: number) => void) {
    const isEnough = left >= LEAST_BYTES;
    this.#live = isEnough ? Math.floor(left / 2) : 0;
    this.#tailBytes = isEnough ? Math.floor(left / 4) : 0;
    this.#spend = spend;
  }

  take(text: string): string {
    const bytes = Buffer.from(text, "utf8");
    if (!this.#isLive) {
      this.#hold(bytes);
      return "";
    }
    const end = bytes.length <= this.#live ? bytes.length : characterStart(bytes, this.#live);
    this.#live -= end;
    this.#spend(end);
    if (end === bytes.length) return text;
    this.#isLive = false;
    this.#hold(bytes.subarray(end));
    return bytes.toString("utf8", 0, end);
  }

  end(): string {
    const held = Buffer.concat(this.#tail);
    const from = held.length <= this.#tailBytes ? 0 : nextCharacter(held, held.length - this.#tailBytes);
    const tail = held.toString("utf8", from);
    const cut = this.#cut + from;
    this.#tail = [];
    if (this.#tailBytes === 0) return "";
    const text = cut > 0 ? `\n… ${sizeOf(cut)} cut …\n${tail}` : tail;
    this.#spend(Buffer.byteLength(text));
    return text;
  }

  #hold(bytes: Buffer): void {
    this.#tail.push(bytes);
    this.#kept += bytes.length;
    for (let first = this.#tail[0]; first && this.#kept - first.length >= this.#tailBytes; first = this.#tail[0]) {
      this.#tail.shift();
      this.#kept -= first.length;
      this.#cut += first.length;
    }
  }
}

function isWithinCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}

/** The last start of a character at or before `at`. */
export function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && isWithinCharacter(bytes[start])) start--;
  return start;
}

function nextCharacter(bytes: Buffer, at: number): number {
  let start = at;
  while (start < bytes.length && isWithinCharacter(bytes[start])) start++;
  return start;
}

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 999_950) return `${(bytes / 1_000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
