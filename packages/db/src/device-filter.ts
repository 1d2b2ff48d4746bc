import type { GroupFilter } from "@fieldline/domain/device";
import type { ListDevices } from "@fieldline/domain/devices-input";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { deviceGroups } from "./device-tables.ts";
import { isInStatic, listed, meetsFilter } from "./group-filter.ts";
import { searchTermsOf } from "./job-row.ts";

/** Up to so many devices are collected and sorted; more are walked in the order of the list. */
const NARROW = 5_000;

/** One thing asked for: what it finds by an index of its own, and how a single device is checked for it. */
interface Condition {
  /** A query of the rows' ids in this column of `devices`; null where no index leads to them. */
  leads: { column: "id" | "row_id"; query: SQL } | null;
  holds: SQL;
}

/** What a list asks of its devices; led where one of the conditions gives the few that can meet them all. */
interface Narrowed {
  isLed: boolean;
  conditions: SQL[];
}

/** The conditions of a list, led by the one that finds the fewest devices. Undefined where its group is not there. */
export async function narrowed(db: Database, input: ListDevices): Promise<Narrowed | undefined> {
  const conditions = await conditionsOf(db, input);
  if (!conditions) return undefined;
  const found = await Promise.all(conditions.map(({ leads }) => leads && lookUp(db, leads)));
  const least = Math.min(...found.map((each) => each?.count ?? NARROW));
  const leader = least < NARROW ? found.findIndex((each) => each?.count === least) : -1;
  return {
    isLed: leader >= 0,
    conditions: conditions.map(({ holds }, at) => (at === leader ? (found[at]?.among ?? holds) : holds)),
  };
}

/** How many rows a query finds, counted up to `NARROW`, and the condition that leads to them. */
async function lookUp(db: Database, { column, query }: NonNullable<Condition["leads"]>) {
  const isText = column === "row_id";
  // The text's index is asked once, since it takes its time; the others are asked again.
  const ids = isText ? sql`json_group_array(rowid)` : sql`NULL`;
  const [row] = await db.all<{ count: number; ids: string | null }>(
    sql`SELECT count(*) AS count, ${ids} AS ids FROM (${query} LIMIT ${NARROW})`,
  );
  const { count = 0, ids: listed } = row ?? {};
  const among = isText
    ? sql`devices.row_id IN (SELECT value FROM json_each(${listed ?? "[]"}))`
    : sql`devices.id IN (${query})`;
  return { count, among };
}

async function conditionsOf(db: Database, input: ListDevices): Promise<Condition[] | undefined> {
  const { search, groupId, kind, accountNumber } = input;
  const group = groupId === undefined ? [] : await groupConditions(db, groupId);
  if (!group) return undefined;
  return [
    ...(search ? [textCondition(search)] : []),
    ...group,
    ...(accountNumber === undefined ? [] : [accountCondition([accountNumber])]),
    ...(kind === undefined ? [] : [{ leads: null, holds: sql`devices.kind = ${kind}` }]),
  ];
}

async function groupConditions(db: Database, id: string): Promise<Condition[] | undefined> {
  const [group] = await db.select().from(deviceGroups).where(eq(deviceGroups.id, id));
  if (!group) return undefined;
  if (group.filter) return group.filter.map(entryCondition);
  const query = sql`SELECT device_id FROM device_group_members WHERE group_id = ${id}`;
  return [{ leads: { column: "id", query }, holds: isInStatic([id]) }];
}

function entryCondition(entry: GroupFilter[number]): Condition {
  const { key, values } = entry;
  if (key === "accountNumber") return accountCondition(values);
  const query = sql`SELECT device_id FROM device_attributes WHERE key = ${key} AND value IN ${listed(values)}`;
  return { leads: key === "kind" ? null : { column: "id", query }, holds: meetsFilter([entry]) };
}

function accountCondition(values: string[]): Condition {
  const query = sql`SELECT id FROM devices WHERE account_number IN ${listed(values)} AND account_number IS NOT NULL`;
  return { leads: { column: "id", query }, holds: meetsFilter([{ key: "accountNumber", values }]) };
}

function textCondition(search: string): Condition {
  const terms = searchTermsOf(search);
  const phrases = terms.map(({ text }) => `"${text.replaceAll('"', '""')}"`).join(" OR ");
  const contains = terms.map(({ text }) => sql`instr(devices.search_text, ${text}) > 0`);
  return {
    leads: { column: "row_id", query: sql`SELECT rowid FROM devices_search WHERE devices_search MATCH ${phrases}` },
    holds: sql`(${sql.join(contains, sql` OR `)})`,
  };
}
