import { z } from "zod";
import { ROLES } from "../access/roles.ts";

const DAY_MS = 86_400_000;

/** Every refusal names its field and says what would be taken. */
const personId = z.uuid("A person's id is a UUID.").toLowerCase();
const passwordWords = "A password has 8 to 128 characters.";
const password = z
  .string(passwordWords)
  .min(8, passwordWords)
  .max(128, passwordWords)
  .refine((text) => text.trim() !== "", "A password is more than spaces.");
const nameWords = "A name has 1 to 100 characters, without line breaks or other control characters.";
const lineOfText = z
  .string(nameWords)
  .trim()
  .min(1, nameWords)
  .max(100, nameWords)
  .regex(/^\P{Cc}*$/u, nameWords);
const role = z.enum(ROLES, `The roles are ${ROLES.join(", ")}.`);

/** An e-mail in the form that it is kept and compared in. */
const email = z
  .string("Give an e-mail address.")
  .trim()
  .toLowerCase()
  .max(254, "An e-mail address has at most 254 characters.")
  .pipe(z.email("This is no e-mail address. Write it like name@example.net."));

export const signInInput = z.object({ email, password: z.string().min(1).max(128) });
export const personIdInput = z.object({ id: personId });
export const inviteInput = z.object({ email, name: lineOfText, role, password: password.optional() });
export const setRoleInput = z.object({ id: personId, role });
export const disableInput = z.object({
  id: personId,
  reason: z.string().trim().max(500, "A reason has at most 500 characters.").optional(),
});
export const changePasswordInput = z.object({
  current: z.string("Give the present password.").min(1, "Give the present password.").max(128, passwordWords),
  next: password,
});
export const listPeopleInput = z
  .object({
    search: z.string().trim().max(200, "A search has at most 200 characters.").optional(),
    limit: z.int().min(1).max(100, "A page has at most 100 items.").default(50),
    cursor: z.string().max(400).nullish(),
  })
  .default({ limit: 50 });
export const sessionIdInput = z.object({ id: z.string().min(1).max(100) });

const lifeWords = "A token lives 1 minute to 366 days: 60,000 to 31,622,400,000 ms.";
export const createTokenInput = z.object({
  name: lineOfText,
  role: role.optional(),
  expiresInMs: z
    .int(lifeWords)
    .min(60_000, lifeWords)
    .max(366 * DAY_MS, lifeWords)
    .default(90 * DAY_MS),
});
export const tokenIdInput = z.object({ id: z.uuid("A token's id is a UUID.").toLowerCase() });
