import { z } from "zod";
import { INTERPRETERS } from "../template/template.ts";

/** Longest content, in bytes of UTF-8: what is left of a request of 256 kB for it. */
export const MAX_CONTENT_BYTES = 240 * 1_024;

const nameWords =
  "A handler's name has 1 to 63 characters: a lower-case letter or digit, then lower-case letters, digits, ., _ or -.";
/** A name is told from an id by its form. */
export const isIdLike = (text: string) => z.uuid().safeParse(text).success;
const name = z
  .string(nameWords)
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, nameWords)
  .refine((text) => !isIdLike(text), "A handler's name is not of the form of an id. Choose another one.");
const descriptionWords = "A description has at most 1,000 characters.";
const description = z.string(descriptionWords).trim().max(1_000, descriptionWords);
const interpreter = z.enum(INTERPRETERS, `The interpreter is ${INTERPRETERS.join(", ")}.`);
const contentWords =
  "A handler's content is a text of 1 to 245,760 bytes: a request takes 256 kB in all, in which quotes and line breaks count twice.";
const content = z
  .string(contentWords)
  .min(1, contentWords)
  .refine((text) => utf8Bytes(text) <= MAX_CONTENT_BYTES, contentWords)
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "A script may hold neither NUL nor half a character.");
const version = z
  .int("A version is a whole number from 1.")
  .min(1, "A version is a whole number from 1.")
  .max(1e9, "A version is a whole number from 1.");
const named = z
  .string("A handler is named by its id or name.")
  .min(1, "A handler is named by its id or name.")
  .max(100, "A handler is named by its id or name.");

/** A handler, as it is made and as a file holds it. */
export const createHandlerInput = z.object({
  name,
  description: description.nullish(),
  interpreter,
  content,
});
export type CreateHandler = z.output<typeof createHandlerInput>;
export const updateHandlerInput = z.object({
  id: named,
  /** The version that the change was made on; without it, whatever is there is changed. */
  expectedVersion: version.optional(),
  description: description.nullish(),
  interpreter: interpreter.optional(),
  content: content.optional(),
});
export type UpdateHandler = z.output<typeof updateHandlerInput>;
export const getHandlerInput = z.object({ id: named, version: version.optional() });
export const handlerIdInput = z.object({ id: named });

/** A text's length in UTF-8. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += 1 + Number(point > 0x7f) + Number(point > 0x7ff) + Number(point > 0xffff);
  }
  return bytes;
}
