import type { z } from "zod";

const TYPES: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** What would be taken, where a schema does not say so itself. */
export const issueWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case "invalid_type": {
      const wanted = `Give ${TYPES[issue.expected] ?? "another value"}.`;
      return issue.input === undefined ? `This is missing. ${wanted}` : wanted;
    }
    case "too_small":
      return `Give ${quantity(issue.origin, issue.minimum)} or more.`;
    case "too_big":
      return `Give ${quantity(issue.origin, issue.maximum)} at most.`;
    case "invalid_value":
      return `Give ${issue.values.map(String).join(", ")}.`;
    case "unrecognized_keys":
      return "There is no such field.";
    default:
      return "This value is not taken here.";
  }
};

function quantity(origin: string, limit: number | bigint): string {
  const amount = limit.toLocaleString("en-US");
  if (origin === "string") return `${amount} ${limit === 1 ? "character" : "characters"}`;
  if (origin === "array") return `${amount} ${limit === 1 ? "entry" : "entries"}`;
  return amount;
}
