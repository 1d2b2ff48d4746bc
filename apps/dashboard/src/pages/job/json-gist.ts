import type { Json } from "@fieldline/domain/job";

const MOST_CHARACTERS = 160;

/** A value in one short line of JSON. */
export function gistOf(value: Json): string {
  const line = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
