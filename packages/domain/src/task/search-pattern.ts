import { compilePattern, type Pattern } from "../command/pattern.ts";

const ANYTHING = "[\\s\\S]*";

/** A pattern of JSON Schema, which is found anywhere in a text unless it is held to an end; run in linear time. */
export function searchPattern(source: string): Pattern {
  const alone = compilePattern(source);
  if (!alone.ok) return alone;
  const isHeldAtStart = source.startsWith("^");
  const isHeldAtEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(source);
  const body = source.slice(isHeldAtStart ? 1 : 0, isHeldAtEnd ? -1 : undefined);
  return compilePattern(`${isHeldAtStart ? "" : ANYTHING}(?:${body})${isHeldAtEnd ? "" : ANYTHING}`);
}
