import type { CommandJob } from "@fieldline/domain/job";
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { listed } from "./group-filter.ts";
import { newJobRow } from "./job-row.ts";
import { rawBatch } from "./raw-batch.ts";
import { jobs } from "./tables.ts";

type Row = ReturnType<typeof newJobRow>;
type Column = keyof Row & keyof typeof jobs.$inferInsert;

/** What differs between the jobs of a rollout; the rest of their rows is bound once for all of them. */
const OF_EACH = [
  "id",
  "name",
  "deviceId",
  "assigneeId",
  "assigneeName",
  "searchText",
  "createdAt",
  "queuedAt",
  "updatedAt",
  "prober",
] as const;

/** A device that is given no job, and why. */
export interface PassedOver {
  deviceId: string;
  code: "DEVICE_REVOKED" | "KIND_NOT_TAKEN";
  message: string;
}

/** That it may be given work: what holds for a device that is asked for by a single job, too. */
const takesCommands = sql`EXISTS (SELECT 1 FROM json_each(capabilities, '$.kinds') WHERE value = 'command')`;

/**
 * Inserts the jobs of one rollout whose rows are not there yet, in one statement, and gives the devices that get none.
 * A device that has a job of the rollout gets no second one.
 */
export async function insertRolloutJobs(db: Database, made: CommandJob[]): Promise<PassedOver[]> {
  const rows = made.map(newJobRow);
  const [first] = rows;
  if (!first) return [];
  const deviceIds = rows.map(({ deviceId }) => deviceId ?? "");
  const [present = []] = await rawBatch(db, [
    sql`SELECT id, ${takesCommands} AS takesCommands FROM devices WHERE id IN ${listed(deviceIds)} AND revoked_at IS NULL`,
    insert(first, rows),
  ]);
  const known = new Map((present as { id: string; takesCommands: number }[]).map((row) => [row.id, row]));
  return deviceIds.flatMap((deviceId): PassedOver[] => {
    const device = known.get(deviceId);
    if (!device) return [{ deviceId, code: "DEVICE_REVOKED", message: "The device was revoked before its turn came" }];
    return device.takesCommands ? [] : [{ deviceId, code: "KIND_NOT_TAKEN", message: "The device takes no commands" }];
  });
}

/** Removes the row of a job that was never started. */
export async function removeUnstarted(db: Database, id: string): Promise<void> {
  await db.run(sql`DELETE FROM jobs WHERE id = ${id} AND version = 0`);
}

function insert(first: Row, rows: Row[]): SQL {
  const shared = (Object.keys(first) as Column[]).filter(
    (key) => key in jobs && !isOfEach(key) && key !== "spec" && first[key] !== null,
  );
  const names = [...shared, ...OF_EACH].map((key) => jobs[key].name);
  const values = [
    ...shared.map((key) => sql`${encoded(first[key])}`),
    ...OF_EACH.map((key) => sql`job.value ->> ${`$.${key}`}`),
  ];
  const each = rows.map((row) => Object.fromEntries(OF_EACH.map((key) => [key, row[key]])));
  // The document is bound once: of a hundred devices it would be megabytes.
  const spec = sql`json_set(${JSON.stringify(first.spec)}, '$.deviceId', job.value ->> '$.deviceId',
    '$.deviceName', job.value ->> '$.assigneeName')`;
  return sql`
    INSERT INTO jobs (${sql.raw(names.join(", "))}, spec)
    SELECT ${sql.join(values, sql`, `)}, ${spec} FROM json_each(${JSON.stringify(each)}) AS job
    WHERE EXISTS (SELECT 1 FROM devices WHERE id = job.value ->> '$.deviceId' AND revoked_at IS NULL AND ${takesCommands})
    ON CONFLICT DO NOTHING`;
}

function isOfEach(key: Column): boolean {
  return (OF_EACH as readonly string[]).includes(key);
}

function encoded(value: unknown): string | number | null {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : (value as string | number);
}
