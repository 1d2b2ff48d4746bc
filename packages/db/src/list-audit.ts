import type { AuditFilter } from "@fieldline/domain/list-audit";
import { and, desc, gte, lte, or, type SQL, sql } from "drizzle-orm";
import { shares } from "./access-tables.ts";
import { type AuditEntry, entryOf } from "./audit.ts";
import type { Database } from "./database.ts";
import { decodeCursor, encodeCursor, type Page, pageOf } from "./page.ts";
import { audit } from "./tables.ts";

/** The first that is given leads the query; each has an index that goes on in the order of the list. */
const LEADERS = ["entityId", "actorId", "action", "entityType"] as const;
/** So many entries are read through for one page of a search; the next page goes on from there. */
const SEARCHED_ENTRIES = 100_000;

interface PageAsked {
  limit: number;
  cursor?: string | null | undefined;
}
type Key = [at: number, id: string];
const KEY = sql`(${audit.at}, ${audit.id})`;

/** A page of the audit, the newest first. A page of a search can be short, or empty, and not be the last. */
export async function listAudit(
  db: Database,
  { limit, cursor, search, ...filter }: AuditFilter & PageAsked,
): Promise<Page<AuditEntry>> {
  const where = [...conditionsOf(filter), olderThan(cursor)];
  if (!search) return pageWhere(db, where, limit);
  const last = await keyOfNth(db, where, SEARCHED_ENTRIES);
  const page = await pageWhere(db, [...where, last && sql`${KEY} >= ${tuple(last)}`, holds(search)], limit);
  return { ...page, nextCursor: page.nextCursor ?? (last ? encodeCursor(last) : null) };
}

/** A page of what was done to one job and to the links to its report, the newest first. */
export function listJobAudit(
  db: Database,
  { id, limit, cursor }: PageAsked & { id: string },
): Promise<Page<AuditEntry>> {
  const linkIds = sql`(SELECT ${shares.id} FROM ${shares} WHERE ${shares.jobId} = ${id})`;
  const ofJob = sql`${audit.entityId} = ${id} AND +${audit.entityType} = 'job'`;
  const ofLinks = sql`${audit.entityId} IN ${linkIds} AND +${audit.entityType} = 'share'`;
  return pageWhere(db, [or(ofJob, ofLinks), olderThan(cursor)], limit);
}

function conditionsOf({ from, to, ...filter }: AuditFilter): (SQL | undefined)[] {
  const given = LEADERS.filter((field) => filter[field]);
  return [
    // The plus keeps a column's index out of it, of which the planner knows too little to choose well.
    ...given.map((field, at) =>
      at === 0 ? sql`${audit[field]} = ${filter[field]}` : sql`+${audit[field]} = ${filter[field]}`,
    ),
    from === undefined ? undefined : gte(audit.at, from),
    to === undefined ? undefined : lte(audit.at, to),
  ];
}

function olderThan(cursor: string | null | undefined): SQL | undefined {
  return cursor ? sql`${KEY} < ${tuple(decodeCursor(cursor, ["number", "string"]))}` : undefined;
}

function tuple([at, id]: Key): SQL {
  return sql`(${at}, ${id})`;
}

/** SQLite lowers ASCII alone, so it lowers both sides. */
function holds(search: string): SQL | undefined {
  const columns = [audit.actorName, audit.entityId, audit.reason];
  return or(...columns.map((column) => sql`instr(lower(${column}), lower(${search})) > 0`));
}

async function keyOfNth(db: Database, where: (SQL | undefined)[], nth: number): Promise<Key | undefined> {
  const [row] = await db
    .select({ at: audit.at, id: audit.id })
    .from(audit)
    .where(and(...where))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(1)
    .offset(nth - 1);
  return row && [row.at, row.id];
}

async function pageWhere(db: Database, where: (SQL | undefined)[], limit: number): Promise<Page<AuditEntry>> {
  const rows = await db
    .select()
    .from(audit)
    .where(and(...where))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(limit + 1);
  return pageOf(rows, { limit, keyOf: (row) => [row.at, row.id], itemOf: entryOf });
}
