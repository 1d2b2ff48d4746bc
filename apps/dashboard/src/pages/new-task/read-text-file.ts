import { MAX_INPUT_LENGTH } from "@fieldline/domain/task-template";
import { formatCount } from "@fieldline/ui/format";

type Read = { ok: true; text: string } | { ok: false; message: string };
const refused = (message: string): Read => ({ ok: false, message });

/** A character of UTF-8 has so many bytes at most: a larger file cannot fit, and is not read. */
const MOST_BYTES_OF_A_CHARACTER = 4;

interface Wanted {
  /** What the field is called. */
  label: string;
  /** How many characters it takes; undefined where the input alone bounds it. */
  maxLength: number | undefined;
}

/** A file's text for a field, or why it takes it not and what to do. */
export async function readTextFile(file: File, { label, maxLength = MAX_INPUT_LENGTH }: Wanted): Promise<Read> {
  const most = Math.min(maxLength, MAX_INPUT_LENGTH);
  const takes = `${label} takes at most ${formatCount(most)} characters. Split the file and make a task of each part.`;
  if (file.size > most * MOST_BYTES_OF_A_CHARACTER)
    return refused(`${file.name} has ${formatCount(file.size)} bytes, and ${takes}`);
  const text = await decoded(file);
  if (text === undefined)
    return refused(`${file.name} is not text in UTF-8, which ${label} takes. Save it as “CSV UTF-8” or as plain text.`);
  if (text.trim() === "") return refused(`${file.name} is empty. Choose another file for ${label}.`);
  const length = [...text].length;
  if (length > most) return refused(`${file.name} has ${formatCount(length)} characters, and ${takes}`);
  const asJson = JSON.stringify(text).length;
  if (asJson > MAX_INPUT_LENGTH)
    return refused(
      `${file.name} has ${formatCount(asJson)} characters as JSON, where line ends and quotes count twice, and ${label} can have at most ${formatCount(MAX_INPUT_LENGTH)}. Split the file and make a task of each part.`,
    );
  return { ok: true, text };
}

async function decoded(file: File): Promise<string | undefined> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

const ENDINGS: Record<string, string> = {
  "text/csv": ".csv",
  "text/tab-separated-values": ".tsv",
  "text/plain": ".txt",
  "application/json": ".json",
  "application/x-ndjson": ".ndjson",
};

/** Which files a picker offers first for a kind of text. */
export function acceptOf(mediaType: string): string {
  const ending = ENDINGS[mediaType.toLowerCase()];
  return ending ? `${ending},${mediaType}` : mediaType;
}

/** What a loaded text is, in a few words: "1,204 lines, 58,102 characters". */
export function textSize(text: string): string {
  const lines = text.replace(/\r?\n$/, "").split("\n").length;
  return `${formatCount(lines)} ${lines === 1 ? "line" : "lines"}, ${formatCount([...text].length)} characters`;
}
