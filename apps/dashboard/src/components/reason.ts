const SENTENCE_END = /(?<=\.) (?=[A-Z0-9])/;

/** A verdict's reason in its headline, without the full stop, and the rest. */
export function splitReason(reason: string): { headline: string; rest: string } {
  const [headline = "", ...rest] = reason.split(SENTENCE_END);
  return { headline: headline.replace(/\.$/, ""), rest: rest.join(" ") };
}
