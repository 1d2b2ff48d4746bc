import { z } from "zod";
import { jobId } from "./list-jobs.ts";

const DAY_MS = 86_400_000;
const lifeWords = "A link lives 1 minute to 366 days: 60,000 to 31,622,400,000 ms.";

/** Input of `jobs.share`. */
export const shareInput = z.object({
  id: jobId,
  expiresInMs: z
    .int(lifeWords)
    .min(60_000, lifeWords)
    .max(366 * DAY_MS, lifeWords),
  showsAccount: z.boolean("Showing the account number is true or false.").default(false),
  showsRequester: z.boolean("Showing the requester is true or false.").default(false),
});
export type ShareInput = z.output<typeof shareInput>;

export const revokeShareInput = z.object({ id: jobId, shareId: z.uuid("A link's id is a UUID.").toLowerCase() });

/** Of any length: whatever is no token is refused like a forged one. */
export const reportInput = z.object({ token: z.string("Give the link's token, the part after /report/.") });
