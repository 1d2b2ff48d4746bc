import type { Output, ReportBody } from "../server/device-port.ts";

/** Of output in one report, in characters: escaped as JSON it stays well below what the server takes. */
export const MAX_OUTPUT_CHARACTERS = 16_384;
const MAX_PIECES = 500;
/** Marks a row that is no output, but a part of a report as JSON. */
export const NOTE = "note";

/** A piece of output, or a note, that waits for the next report. */
export interface WaitingRow {
  id: number;
  stream: Output["stream"] | typeof NOTE;
  step: string;
  text: string;
}

/** Reports of bounded size; neighbours of the same stream and step become one piece. */
export function batchesOf(rows: WaitingRow[]): ReportBody[] {
  const batch = new Batch();
  for (const { stream, step, text } of rows) {
    if (stream === NOTE) batch.note(JSON.parse(text));
    else batch.output({ stream, ...(step && { step }), text });
  }
  return batch.bodies;
}

class Batch {
  readonly bodies: ReportBody[] = [];
  #characters = 0;

  /** A report has one payload, and the log shows it after the report's output: what follows it goes into the next. */
  note(note: ReportBody): void {
    Object.assign(this.#open(0), note);
  }

  output(piece: Output): void {
    const body = this.#open(piece.text.length);
    this.#characters += piece.text.length;
    body.output ??= [];
    const before = body.output.at(-1);
    if (before && before.stream === piece.stream && before.step === piece.step) before.text += piece.text;
    else body.output.push(piece);
  }

  /** The report that has room for so many characters of output. */
  #open(characters: number): ReportBody {
    const last = this.bodies.at(-1);
    const isFull = this.#characters > 0 && this.#characters + characters > MAX_OUTPUT_CHARACTERS;
    if (last && !last.payload && !isFull && (last.output?.length ?? 0) < MAX_PIECES) return last;
    const fresh: ReportBody = {};
    this.bodies.push(fresh);
    this.#characters = 0;
    return fresh;
  }
}
