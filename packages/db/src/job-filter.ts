import type { JobFilter } from "@fieldline/domain/bulk-input";
import type { JobKind, JobStatus } from "@fieldline/domain/job";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { searchTermsOf } from "./job-row.ts";
import { jobs } from "./tables.ts";

/** Up to so many matches are collected and sorted; more are walked in the order of an index. */
export const NARROW = 2_000;

/** Jobs are inserted in the order of their clocks, within this much. */
const CLOCK_SLACK_MS = 60_000;

/** The equality that leads a list's index; the others are checked row by row. */
export interface Driver {
  field: "rolloutId" | "deviceId" | "scheduleId" | "templateId" | "requesterId" | "queue" | "kind";
  condition: SQL;
}

export interface JobConditions {
  all: SQL[];
  /** What is left to check when `driver` and a status lead. */
  residual(driver: Driver | undefined): SQL[];
  /** Everything but the driver, none of it leading to an index. */
  checked(driver: Driver): SQL[];
  /** The text search, and what else was asked for. */
  matchedByText: (TextConditions & { filter: SQL[]; rest: SQL[]; window: SQL[] }) | undefined;
}
export interface TextConditions {
  match: SQL;
  fromText: SQL;
  textResidual: SQL;
  /** What is left to check of what the index finds. */
  exact: SQL[];
}

const DRIVERS = ["rolloutId", "deviceId", "scheduleId", "templateId", "requesterId", "queue"] as const;

/** The ends that somebody is to look at. */
export const BAD_ENDS: readonly JobStatus[] = ["failed", "timed_out", "rejected"];
const badEnds = sql.raw(BAD_ENDS.map((status) => `'${status}'`).join(", "));
/** What the index jobs_unreviewed holds, word for word: it serves only who asks for that. */
export const UNREVIEWED = sql`(${jobs.status} IN (${badEnds}) AND ${jobs.reviewedAt} IS NULL AND ${jobs.kind} <> 'probe')`;

/** The most selective equality by experience: a rollout has fewer jobs than a device, a device than a requester. */
export function driverOf(input: JobFilter): Driver | undefined {
  for (const field of DRIVERS) {
    const value = input[field];
    if (value !== undefined) return { field, condition: sql`${jobs[field]} = ${value}` };
  }
  const [kind, ...more] = kindDrivers(input.kind ?? []);
  return more.length === 0 ? kind : undefined;
}

/** Whether the jobs that nobody has looked at are few beside all else that was asked for. */
export function isLedByReview(input: JobFilter): boolean {
  const driver = driverOf(input);
  return input.isUnreviewed === true && (driver === undefined || driver.field === "kind");
}

/** One driver a kind, so that the streams of several kinds can be merged. */
export function kindDrivers(kinds: readonly JobKind[]): Driver[] {
  return [...new Set(kinds)].map((kind) => ({ field: "kind", condition: sql`${jobs.kind} = ${kind}` }));
}

export function conditionsOf(input: JobFilter): JobConditions {
  const equalities = new Map<Driver["field"] | "kinds" | "window" | "unreviewed", SQL[]>();
  for (const field of DRIVERS) {
    const value = input[field];
    if (value !== undefined) equalities.set(field, [sql`${jobs[field]} = ${value}`]);
  }
  if (input.kind?.length === 1) equalities.set("kind", [sql`${jobs.kind} = ${input.kind[0]}`]);
  else if (input.kind?.length) equalities.set("kinds", [isIn(sql`${jobs.kind}`, input.kind)]);
  if (input.from !== undefined || input.to !== undefined) equalities.set("window", createdWithin(input));
  if (input.isUnreviewed) equalities.set("unreviewed", [UNREVIEWED]);

  const status = input.status?.length ? [isIn(sql`${jobs.status}`, input.status)] : [];
  const filter = [...status, ...[...equalities.values()].flat()];
  const text = input.search ? textConditions(input.search) : undefined;
  const residual = (driver: Driver | undefined) =>
    [...equalities].flatMap(([field, conditions]) => (leads(driver, field) ? [] : conditions));
  return {
    all: text ? [text.fromText, ...text.exact, ...filter] : filter,
    residual,
    checked: (driver) => [...status, ...residual(driver)].map((condition) => sql`+(${condition})`),
    matchedByText: text && {
      ...text,
      filter,
      rest: [
        ...text.exact,
        ...status,
        ...[...equalities].flatMap(([field, conditions]) => (field === "window" ? [] : conditions)),
      ],
      window: createdWithin(input, sql`jobs_search.rowid`),
    },
  };
}

function leads(driver: Driver | undefined, field: Driver["field"] | "kinds" | "window" | "unreviewed"): boolean {
  return driver !== undefined && (field === driver.field || (field === "kinds" && driver.field === "kind"));
}

/** How many jobs meet all conditions, counted up to `atMost`. */
export async function countMatches(db: Database, conditions: SQL[], atMost: number): Promise<number> {
  const where = conditions.length > 0 ? sql.join(conditions, sql` AND `) : sql`1 = 1`;
  const [row] = await db.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM jobs WHERE ${where} LIMIT ${atMost})`,
  );
  return row?.n ?? 0;
}

/** How many jobs a text search finds, counted up to `atMost`: off the text's index alone, which stops there. */
export async function countTextMatches(db: Database, { match }: TextConditions, atMost: number): Promise<number> {
  const [row] = await db.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT 1 FROM jobs_search WHERE ${match} LIMIT ${atMost})`,
  );
  return row?.n ?? 0;
}

function isIn(column: SQL, values: readonly string[]): SQL {
  return sql`${column} IN (${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )})`;
}

/**
 * The window as a range of rows, which every index can use, and the exact check beside it. The range ends at rows that
 * lie outside by more than the slack: beyond those, none can lie inside.
 */
function createdWithin(
  { from, to }: { from?: number | undefined; to?: number | undefined },
  rowId = sql`${jobs.rowId}`,
): SQL[] {
  const conditions: SQL[] = [];
  if (from !== undefined)
    conditions.push(
      sql`${rowId} > coalesce((SELECT row_id FROM jobs WHERE created_at < ${from - CLOCK_SLACK_MS} ORDER BY created_at DESC LIMIT 1), 0)`,
      sql`+${jobs.createdAt} >= ${from}`,
    );
  if (to !== undefined)
    conditions.push(
      sql`${rowId} < coalesce((SELECT row_id FROM jobs WHERE created_at > ${to + CLOCK_SLACK_MS} ORDER BY created_at LIMIT 1), 9e18)`,
      sql`+${jobs.createdAt} <= ${to}`,
    );
  return conditions;
}

function textConditions(search: string): TextConditions {
  const terms = searchTermsOf(search);
  const phrases = terms.map(({ indexed }) => `"${indexed.replaceAll('"', '""')}"`).join(" OR ");
  const contains = terms.map(({ text }) => sql`instr(${jobs.searchText}, ${text}) > 0`);
  const textResidual = sql`(${sql.join(contains, sql` OR `)})`;
  const match = sql`jobs_search MATCH ${phrases}`;
  return {
    match,
    fromText: sql`${jobs.rowId} IN (SELECT rowid FROM jobs_search WHERE ${match})`,
    textResidual,
    // Where the index is asked for the whole text, what it finds contains it.
    exact: terms.every(({ text, indexed }) => text === indexed) ? [] : [textResidual],
  };
}
