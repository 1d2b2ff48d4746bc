import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import type { StoredSchedule } from "@fieldline/db/schedule-row";
import { listRuns } from "@fieldline/db/schedule-runs";
import { findSchedule, insertSchedule } from "@fieldline/db/schedules";
import type { JobStatus } from "@fieldline/domain/job";
import type { Schedule, ScheduleRun } from "@fieldline/domain/schedule";
import { nextRunAfter } from "@fieldline/domain/schedule-due";
import type { Scheduler } from "@fieldline/worker-jobs/scheduler-object";
import type { SchedulerWorld } from "@fieldline/worker-jobs/scheduler-world";
import { v7 as uuidv7 } from "uuid";
import { mutate } from "../../test/call.ts";
import { ADMIN, admin } from "../../test/identities.ts";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
export const START_AT = Date.UTC(2040, 0, 2, 12);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
const db = openDatabase(env.DB);

/** The kind of task that every schedule of these tests makes. */
export async function addTemplate(changes: object = {}): Promise<string> {
  await admin();
  const slug = `tick-${uuidv7()}`.slice(0, 60);
  const input = { slug, name: "Tick", kind: "task", spec: { type: "tick" }, ...changes };
  const { data, error } = await mutate<{ id: string }>("templates.create", input);
  if (error) throw new Error(error.message);
  return data.id;
}

/** One scheduler whose clock stands still until the test moves it. */
export class DrivenScheduler {
  readonly name = uuidv7();
  now = START_AT;
  #changed: Partial<SchedulerWorld> = {};
  readonly #templateId: string;

  constructor(templateId: string) {
    this.#templateId = templateId;
  }

  /** A stub is of no use once its object was aborted. */
  get stub(): DurableObjectStub<Scheduler> {
    return env.SCHEDULER.getByName(this.name);
  }

  /** Replaces parts of its world from now on, also after it was evicted. */
  async change(changesOf: (world: SchedulerWorld) => Partial<SchedulerWorld> = () => ({})): Promise<void> {
    await runInDurableObject(this.stub, () => undefined);
    await evictDurableObject(this.stub);
    await runInDurableObject(this.stub, (object: Scheduler) => {
      const sweep = async () => undefined;
      Object.assign(object.world, { clock: () => this.now, sweep });
      this.#changed = changesOf({ ...object.world });
      Object.assign(object.world, this.#changed);
    });
  }

  async add(changes: Partial<StoredSchedule> = {}): Promise<StoredSchedule> {
    const id = uuidv7();
    const made: StoredSchedule = {
      id,
      name: `Schedule ${id}`,
      cron: "* * * * *",
      timeZone: "UTC",
      templateId: this.#templateId,
      templateSlug: "",
      templateName: "",
      variables: {},
      target: { kind: "queue", queue: "standard" },
      overlap: "skip",
      maxConcurrency: 1,
      catchUpMs: HOUR_MS,
      jitterMs: 0,
      priority: null,
      timeoutMs: null,
      retry: null,
      isEnabled: true,
      note: null,
      nextDueAt: null,
      nextAt: null,
      skippedBy: null,
      skipsNext: false,
      ownerId: ADMIN.id,
      ownerName: ADMIN.name,
      version: 1,
      createdAt: this.now,
      updatedAt: this.now,
      ...changes,
    };
    const next = nextRunAfter(made, this.now);
    const schedule = { ...made, nextDueAt: next?.dueAt ?? null, nextAt: next?.at ?? null };
    const about = { action: "schedule.create", entityType: "schedule", entityId: id } as const;
    const actor = { kind: "user" as const, ...ADMIN };
    const none = { before: null, after: null, reason: null, address: null, requestId: null };
    await insertSchedule(db, { schedule, audit: { id: uuidv7(), at: this.now, actor, ...about, ...none } });
    await this.stub.rearm();
    return schedule;
  }

  /** Moves the clock and runs every alarm that is due by then, each at its time. */
  async advance(ms = 0): Promise<void> {
    const until = this.now + ms;
    for (let rounds = 0; ; rounds++) {
      if (rounds > 1_000) throw new Error("the alarm does not come to rest");
      const at = await this.alarmAt();
      if (at === null || at > until) break;
      this.now = Math.max(this.now, at);
      await runDurableObjectAlarm(this.stub);
    }
    this.now = until;
  }

  /** The server was away: its clock is at another time, and the alarm runs once. */
  async awake(at: number): Promise<void> {
    this.now = at;
    await runDurableObjectAlarm(this.stub);
  }

  alarmAt(): Promise<number | null> {
    return runInDurableObject(this.stub, (_object, state) => state.storage.getAlarm());
  }
}

/** What became of a schedule's occurrences, the oldest first. */
export async function runsOf(id: string): Promise<ScheduleRun[]> {
  return (await listRuns(db, { id, limit: 1_000 })).items.reverse();
}

/** The same in short: the time of the day when each was due, and its outcome. */
export async function outcomesOf(id: string): Promise<string[]> {
  return (await runsOf(id)).map(
    ({ dueAt, outcome, count }) =>
      `${new Date(dueAt).toISOString().slice(11, 16)} ${outcome}${count > 1 ? ` ${count}` : ""}`,
  );
}

export const scheduleOf = (id: string): Promise<StoredSchedule | undefined> => findSchedule(db, id);

interface JobRow {
  id: string;
  status: string;
  idempotency_key: string;
  requester_id: string;
}
export async function jobsOf({ id }: Pick<Schedule, "id">): Promise<JobRow[]> {
  const statement = env.DB.prepare(
    "SELECT id, status, idempotency_key, requester_id FROM jobs WHERE schedule_id = ? ORDER BY row_id",
  );
  return (await statement.bind(id).all<JobRow>()).results;
}

/** Has a job's row say that it has come this far, as its object would write it. */
export async function becomes(jobId: string, status: JobStatus): Promise<void> {
  await env.DB.prepare("UPDATE jobs SET status = ?, version = version + 1 WHERE id = ?").bind(status, jobId).run();
}

/** Makes so many more of a schedule, each by a name of its own. */
export async function copySchedule(id: string, count: number): Promise<void> {
  const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info('schedules')").all<{ name: string }>();
  const others = results.map(({ name }) => name).filter((name) => name !== "id" && name !== "name");
  const columns = others.map((name) => `original.${name}`).join(", ");
  await env.DB.prepare(
    `INSERT INTO schedules (id, name, ${others.join(", ")})
     SELECT original.id || '-' || copy.key, original.name || ' ' || copy.key, ${columns}
     FROM schedules AS original, json_each(?) AS copy WHERE original.id = ?`,
  )
    .bind(JSON.stringify(Array(count).fill(0)), id)
    .run();
}
