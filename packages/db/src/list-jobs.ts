import { JOB_STATUSES, type Job } from "@fieldline/domain/job";
import type { ListJobs } from "@fieldline/domain/list-jobs";
import { getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import {
  BAD_ENDS,
  conditionsOf,
  countMatches,
  countTextMatches,
  type Driver,
  driverOf,
  isLedByReview,
  type JobConditions,
  kindDrivers,
  NARROW,
  UNREVIEWED,
} from "./job-filter.ts";
import { listedJobOf } from "./job-row.ts";
import { decodeCursor, encodeCursor, type Page } from "./page.ts";
import { type JobRow, jobs } from "./tables.ts";

interface Sort {
  column: "rowId" | "updatedAt" | "lossPercent";
  descending: boolean;
}
const SORTS: Record<ListJobs["sort"], Sort> = {
  "-createdAt": { column: "rowId", descending: true },
  createdAt: { column: "rowId", descending: false },
  "-updatedAt": { column: "updatedAt", descending: true },
  "-lossPercent": { column: "lossPercent", descending: true },
};

/**
 * A page of jobs. Where few jobs match, they are collected and sorted; where many do, the page is read off indexes
 * that are in the order asked for: one stream a status, merged.
 */
export async function listJobs(db: Database, input: ListJobs): Promise<Page<Job>> {
  const sort = SORTS[input.sort];
  const conditions = conditionsOf(input);
  const streams = await streamsOf(db, { input, conditions, sort });
  const page = { sort, cursor: input.cursor, limit: input.limit + 1 };
  const rows =
    streams.length === 1 && streams[0] ? await readStream(db, streams[0], page) : await merge(db, streams, page);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const nextCursor = rows.length > input.limit && last ? encodeCursor(keyOf(sort, last)) : null;
  return { items: shown.map(listedJobOf), nextCursor };
}

/** One sorted part of the page. */
interface Stream {
  where: SQL;
  /** What is walked, its rows in the order of creation; the jobs by an index of the planner's choice without. */
  lead?: Lead;
}
interface Lead {
  from: SQL;
  rowId: SQL;
}
const BY_TEXT: Lead = { from: sql`jobs_search`, rowId: sql`jobs_search.rowid` };
const BY_REVIEW: Lead = {
  from: sql`(SELECT row_id AS at FROM jobs INDEXED BY jobs_unreviewed WHERE ${UNREVIEWED}) AS unreviewed`,
  rowId: sql`unreviewed.at`,
};
interface PageOfStream {
  sort: Sort;
  cursor: string | null | undefined;
  limit: number;
}

async function streamsOf(
  db: Database,
  { input, conditions, sort }: { input: ListJobs; conditions: JobConditions; sort: Sort },
): Promise<Stream[]> {
  const driver = driverOf(input);
  const byStatus = (drive?: Driver) => {
    const statuses = input.status?.length ? [...new Set(input.status)] : JOB_STATUSES;
    const possible = statuses.filter((status) => !input.isUnreviewed || BAD_ENDS.includes(status));
    return possible.map((status) => ({
      where: and([drive?.condition, sql`jobs.status = ${status}`, ...conditions.residual(drive)]),
    }));
  };
  const inCreationOrder = sort.column === "rowId";
  if (isLedByReview(input)) return [{ where: and(conditions.all), lead: BY_REVIEW }];

  if (conditions.matchedByText) {
    const { match, fromText, textResidual, exact, filter, rest, window } = conditions.matchedByText;
    const inText = { where: and([match, ...window, ...rest.map(withoutIndex)]), lead: BY_TEXT };
    if (filter.length === 0 && inCreationOrder) return [inText];
    const [byText, byFilter] = await Promise.all([
      countTextMatches(db, conditions.matchedByText, NARROW),
      filter.length > 0 ? countMatches(db, filter, NARROW) : NARROW,
    ]);
    if (byFilter < NARROW && byFilter <= byText) return [{ where: and([...filter, textResidual]) }];
    if (inCreationOrder) return [inText];
    if (byText < NARROW) return [{ where: and([fromText, ...exact, ...filter.map(withoutIndex)]) }];
    return byStatus().map(({ where }) => ({ where: and([where, textResidual]) }));
  }
  const all = [{ where: and(conditions.all) }];
  if (inCreationOrder && !driver && input.kind?.length) return kindDrivers(input.kind).flatMap(byStatus);
  if (inCreationOrder) return driver || input.status?.length ? byStatus(driver) : all;
  // A requester's jobs stand in the order of both sorts.
  if (driver?.field === "requesterId") return [{ where: and([driver.condition, ...conditions.checked(driver)]) }];
  if (driver && (await countMatches(db, [driver.condition], NARROW)) < NARROW) return all;
  return byStatus();
}

function readStream(db: Database, stream: Stream, page: PageOfStream): Promise<JobRow[]> {
  if (stream.lead) return readLed(db, stream.lead, { ...page, where: stream.where });
  return db
    .select()
    .from(jobs)
    .where(whereOf(stream, page))
    .orderBy(...orderOf(page.sort))
    .limit(page.limit);
}

/** The page of several streams: their keys are merged first, so that no row is read that the page does not show. */
async function merge(db: Database, streams: Stream[], page: PageOfStream): Promise<JobRow[]> {
  const keys = { rowId: jobs.rowId, updatedAt: jobs.updatedAt, lossPercent: jobs.lossPercent };
  const [first, ...rest] = streams.map((stream) =>
    db
      .select(keys)
      .from(jobs)
      .where(whereOf(stream, page))
      .orderBy(...orderOf(page.sort))
      .limit(page.limit),
  );
  const found = first ? (await db.batch([first, ...rest])).flat() : [];
  const inOrder = (a: RowKey, b: RowKey) =>
    page.sort.descending ? compare(page.sort, b, a) : compare(page.sort, a, b);
  const ids = found
    .sort(inOrder)
    .slice(0, page.limit)
    .map(({ rowId }) => rowId);
  const rows = await Promise.all(
    chunksOf(ids).map((chunk) => db.select().from(jobs).where(inArray(jobs.rowId, chunk))),
  );
  return rows.flat().sort(inOrder);
}

/** A statement takes a hundred parameters at most. */
function chunksOf(ids: number[]): number[][] {
  return Array.from({ length: Math.ceil(ids.length / 90) }, (_, at) => ids.slice(at * 90, (at + 1) * 90));
}

/** An index walked in the order of creation, so that a page of what it holds much of ends after a page. */
function readLed(
  db: Database,
  { from, rowId }: Lead,
  { sort, cursor, limit, where }: PageOfStream & { where: SQL },
): Promise<JobRow[]> {
  const after = cursor ? afterCursor(sort, cursor, rowId) : undefined;
  const order = sort.column === "rowId" ? [sql`${rowId} ${directionOf(sort)}`] : orderOf(sort);
  return db
    .select(getTableColumns(jobs))
    .from(from)
    .crossJoin(jobs)
    .where(and([sql`${jobs.rowId} = ${rowId}`, where, after]))
    .orderBy(...order)
    .limit(limit);
}

function orderOf({ column, ...sort }: Sort): SQL[] {
  const columns = column === "rowId" ? [jobs.rowId] : [jobs[column], jobs.rowId];
  return columns.map((each) => sql`${each} ${directionOf(sort)}`);
}

function whereOf({ where }: Stream, { sort, cursor }: PageOfStream): SQL {
  return and([where, cursor ? afterCursor(sort, cursor) : undefined]);
}

const directionOf = ({ descending }: Pick<Sort, "descending">) => sql.raw(descending ? "DESC" : "ASC");

export const and = (conditions: (SQL | undefined)[]): SQL => {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length > 0 ? sql.join(given, sql` AND `) : sql`1 = 1`;
};

/** Hides a condition's column from the planner, so that it filters and does not drive. */
export const withoutIndex = (condition: SQL) => sql`+(${condition})`;

type RowKey = Pick<JobRow, "rowId" | "updatedAt" | "lossPercent">;

function keyOf({ column }: Sort, row: RowKey): (string | number)[] {
  return column === "rowId" ? [row.rowId] : [row[column] ?? -1, row.rowId];
}

function compare(sort: Sort, a: RowKey, b: RowKey): number {
  const [left, right] = [keyOf(sort, a), keyOf(sort, b)];
  for (const [at, value] of left.entries()) {
    const difference = Number(value) - Number(right[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

function afterCursor(sort: Sort, cursor: string, row = sql`${jobs.rowId}`): SQL {
  const sign = sql.raw(sort.descending ? "<" : ">");
  if (sort.column === "rowId") {
    const [rowId] = decodeCursor(cursor, ["number"]);
    return sql`${row} ${sign} ${rowId}`;
  }
  const [value, rowId] = decodeCursor(cursor, ["number", "number"]);
  const column = jobs[sort.column];
  if (value < 0) return sql`(${column} IS NULL AND ${jobs.rowId} < ${rowId})`;
  const beyond = sql`(${column} < ${value} OR (${column} = ${value} AND ${jobs.rowId} < ${rowId}))`;
  // The plain bound lets the index start at the cursor; where a column may be unknown, that would drop its last rows.
  return sort.column === "updatedAt" ? sql`${column} <= ${value} AND ${beyond}` : sql`(${beyond} OR ${column} IS NULL)`;
}
