import type { z } from "zod";

const SHOWN_LENGTH = 60;
const SHOWN_FIELDS = 5;

/** What an object that takes no further fields says: which it does not know, then `words`, which tell what it takes. */
export function knownFields(words: string): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) => (issue.code === "unrecognized_keys" ? `${unknownWords(issue.keys)} ${words}` : words),
  };
}

/** The same, of these fields. */
export function takesOnly(what: string, fields: object): { error: z.core.$ZodErrorMap } {
  return knownFields(`${what} takes ${Object.keys(fields).join(", ")}.`);
}

function unknownWords(keys: string[]): string {
  const shown = keys.slice(0, SHOWN_FIELDS).map((key) => key.slice(0, SHOWN_LENGTH));
  return `There is no field ${shown.join(" or ")}.`;
}
