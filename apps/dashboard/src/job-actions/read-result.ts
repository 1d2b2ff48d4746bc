import type { Json } from "@fieldline/domain/job";

interface ReadResult {
  /** Absent where nothing was typed. */
  result?: Json;
  /** What is wrong with the text. */
  issue?: string;
}

/** A result that was typed as JSON. */
export function readResult(text: string): ReadResult {
  if (text.trim() === "") return {};
  try {
    return { result: JSON.parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s*\(.*\)$/, "") : "";
    return { issue: `This is not JSON. ${why}. Put texts and names in double quotes.` };
  }
}
