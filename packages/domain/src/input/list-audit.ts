import { z } from "zod";
import { jobId } from "./list-jobs.ts";

const LATEST_MS = 8_640_000_000_000_000;
const momentWords = "A moment is in ms since 1970, a whole number of 0 or more.";
const moment = z.int(momentWords).min(0, momentWords).max(LATEST_MS, momentWords);
const searchWords = "A search has at most 200 characters.";
const pageWords = "A page has 1 to 100 items.";
const limit = z.int(pageWords).min(1, pageWords).max(100, pageWords).default(50);
const cursor = z.string().max(400).nullish();

/** What narrows the audit; every field that is given must match. `from` and `to` are inclusive, in epoch ms. */
export const auditFilter = z.object({
  actorId: z.string().max(100).optional(),
  action: z.string().max(60).optional(),
  entityType: z.string().max(40).optional(),
  entityId: z.string().max(100).optional(),
  from: moment.optional(),
  to: moment.optional(),
  /** Part of an actor's name, an entity's id or a reason. */
  search: z.string(searchWords).trim().max(200, searchWords).optional(),
});
export type AuditFilter = z.output<typeof auditFilter>;

/** Input of `audit.list`. */
export const listAuditInput = auditFilter.extend({ limit, cursor }).default({ limit: 50 });

/** Input of `jobs.audit`. */
export const jobAuditInput = z.object({ id: jobId, limit, cursor });
