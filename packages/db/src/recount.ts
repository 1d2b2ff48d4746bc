import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { rawBatch } from "./raw-batch.ts";

/** What the triggers of migrations/0004_tasks.sql count, counted anew from the rows. */
const isHolding = sql.raw("kind = 'task' AND queue IS NOT NULL AND holder_id IS NOT NULL");
/** Few jobs hold a place at once, however many tasks there are. */
const holders = sql.raw("jobs INDEXED BY jobs_held");
const countedQueues = sql`
  SELECT name, (SELECT count(*) FROM ${holders} WHERE queue = queues.name AND ${isHolding}) AS active,
    (SELECT count(*) FROM jobs WHERE queue = queues.name AND is_waiting = 1) AS waiting FROM queues`;
const ofLanes = sql.raw("row_id, lane, queue, type, template_id, concurrency_key, concurrency_limit");
const first = (column: string) =>
  sql.raw(
    `(SELECT ${column} FROM jobs WHERE jobs.lane = each.lane AND is_waiting = 1 ORDER BY dispatch_key, row_id LIMIT 1)`,
  );
const countedLanes = sql`
  SELECT lane, queue, type, template_id, CASE WHEN concurrency_key IS NOT NULL THEN concurrency_limit END AS concurrency_limit,
    sum(waits) AS waiting, sum(1 - waits) AS active, ${first("dispatch_key")} AS head_key, ${first("row_id")} AS head_row,
    max(row_id) AS newest
  FROM (
    SELECT ${ofLanes}, 1 AS waits FROM jobs WHERE is_waiting = 1
    UNION ALL SELECT ${ofLanes}, 0 FROM ${holders} WHERE ${isHolding}
  ) AS each GROUP BY lane`;
const countedLoads = sql`
  SELECT template_id, count(*) AS active FROM ${holders} WHERE ${isHolding} AND template_id IS NOT NULL GROUP BY template_id`;
const laneFigures = sql.raw("lane, waiting, active, head_key, head_row");
const storedLanes = sql`SELECT ${laneFigures} FROM lanes`;

/** What is counted otherwise than its rows say, in words, by its name. */
export async function findWrongCounts(db: Database): Promise<{ name: string; words: string }[]> {
  const [queues = [], lanes = [], loads = []] = await rawBatch(db, [
    sql`
      SELECT q.name, q.active, q.waiting, c.active AS trulyActive, c.waiting AS trulyWaiting
      FROM queues q JOIN (${countedQueues}) c ON c.name = q.name WHERE q.active <> c.active OR q.waiting <> c.waiting`,
    sql`
      WITH counted AS MATERIALIZED (SELECT ${laneFigures} FROM (${countedLanes}))
      SELECT count(DISTINCT lane) AS wrong FROM (
        SELECT * FROM (SELECT * FROM counted EXCEPT ${storedLanes})
        UNION ALL SELECT * FROM (${storedLanes} EXCEPT SELECT * FROM counted)
      )`,
    sql`
      SELECT count(*) AS wrong FROM (
        SELECT template_id, active FROM template_loads WHERE active <> 0 EXCEPT ${countedLoads}
      )
      UNION ALL SELECT count(*) FROM (${countedLoads} EXCEPT SELECT template_id, active FROM template_loads)`,
  ]);
  const wrongLanes = (lanes as { wrong: number }[])[0]?.wrong ?? 0;
  const wrongLoads = (loads as { wrong: number }[]).some(({ wrong }) => wrong > 0);
  return [
    ...(queues as CountedQueue[]).map(queueWords),
    ...(wrongLanes > 0
      ? [{ name: "Lanes", words: `${wrongLanes} of the lanes by which tasks are claimed are counted wrong.` }]
      : []),
    ...(wrongLoads
      ? [{ name: "Templates", words: "How many tasks of a template are under way is counted wrong." }]
      : []),
  ];
}

/** Counts everything anew, in one transaction. */
export async function recount(db: Database): Promise<void> {
  await rawBatch(db, [
    sql`UPDATE queues SET active = c.active, waiting = c.waiting FROM (${countedQueues}) AS c WHERE c.name = queues.name`,
    sql`DELETE FROM lanes`,
    sql`
      INSERT INTO lanes (lane, queue, type, template_id, concurrency_limit, waiting, active, head_key, head_row)
      SELECT lane, queue, type, template_id, concurrency_limit, waiting, active, head_key, head_row FROM (${countedLanes})`,
    sql`DELETE FROM template_loads`,
    sql`INSERT INTO template_loads (template_id, active) ${countedLoads}`,
  ]);
}

interface CountedQueue {
  name: string;
  active: number;
  waiting: number;
  trulyActive: number;
  trulyWaiting: number;
}

function queueWords({ name, active, waiting, trulyActive, trulyWaiting }: CountedQueue) {
  const told = `${active} active and ${waiting} waiting`;
  return { name: `Queue ${name}`, words: `It counts ${told}; its rows say ${trulyActive} and ${trulyWaiting}.` };
}
