const SENTENCE_END = /(?<=\.) (?=[A-Z0-9])/;

/** A number keeps its unit on its line. */
const BEFORE_UNIT = /(?<=\d) (?=%|ms\b|s\b)/g;

/** A verdict's reason in its headline, without the full stop, and the rest. */
export function splitReason(reason: string): { headline: string; rest: string } {
  const [headline = "", ...rest] = reason.replace(BEFORE_UNIT, "\u00a0").split(SENTENCE_END);
  return { headline: headline.replace(/\.$/, ""), rest: rest.join(" ") };
}
