import { env } from "cloudflare:workers";
import { type Database, openDatabase } from "@fieldline/db/database";
import { removeOldRuns } from "@fieldline/db/old-schedule-runs";
import { listStarts } from "@fieldline/db/schedule-starts";
import { listDue, listWaiting, nextDueAt } from "@fieldline/db/schedules-due";
import { MAX_WAITING } from "@fieldline/domain/schedule-overlap";
import type { SchedulerWorld } from "@fieldline/worker-jobs/scheduler-world";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mutate } from "../../test/call.ts";
import { ADMIN, addPerson } from "../../test/identities.ts";
import { setLimits } from "../../test/limits.ts";
import { plansOf } from "../../test/query-plans.ts";
import {
  addTemplate,
  becomes,
  copySchedule,
  DrivenScheduler,
  HOUR_MS,
  jobsOf,
  MINUTE_MS,
  outcomesOf,
  runsOf,
  START_AT,
  scheduleOf,
} from "./driven-schedules.ts";

let templateId: string;
let scheduler: DrivenScheduler;
beforeAll(async () => {
  templateId = await addTemplate();
});
beforeEach(async () => {
  // All of them would be due with those of the test.
  await env.DB.batch(["DELETE FROM schedules", "DELETE FROM schedule_runs"].map((each) => env.DB.prepare(each)));
  scheduler = new DrivenScheduler(templateId);
  await scheduler.change();
});

describe("a schedule", () => {
  it("makes one job each time it is due, in its owner's name, and none before", async () => {
    const schedule = await scheduler.add({ variables: {}, priority: 2 });
    expect(await scheduler.alarmAt()).toBe(START_AT + MINUTE_MS);
    await scheduler.advance(MINUTE_MS - 1);
    expect(await jobsOf(schedule)).toEqual([]);
    await scheduler.advance(1);
    const [job] = await jobsOf(schedule);
    expect(job).toMatchObject({
      status: "queued",
      idempotency_key: `schedule ${schedule.id} ${START_AT + MINUTE_MS}`,
      requester_id: ADMIN.id,
    });
    expect(await runsOf(schedule.id)).toMatchObject([
      { dueAt: START_AT + MINUTE_MS, outcome: "started", jobId: job?.id, status: "queued", isManual: false, by: null },
    ]);
    await becomes(job?.id ?? "", "completed");
    await scheduler.advance(MINUTE_MS);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 started"]);
    expect(await jobsOf(schedule)).toHaveLength(2);
  });

  it("is told in the audit by its own name, and takes nothing from its owner's day", async () => {
    await setLimits({ jobsPerUserPerDay: 0 });
    const schedule = await scheduler.add();
    await scheduler.advance(MINUTE_MS);
    await setLimits({});
    const [job] = await jobsOf(schedule);
    const entry = env.DB.prepare("SELECT actor_kind, actor_id FROM audit WHERE entity_id = ?").bind(job?.id);
    expect(await entry.first()).toEqual({ actor_kind: "schedule", actor_id: schedule.id });
    const day = env.DB.prepare("SELECT sum(created) AS created FROM job_days WHERE requester_id = ?").bind(ADMIN.id);
    expect(await day.first()).toEqual({ created: null });
  });

  it("starts late by its jitter, never early, and is recorded by its due time", async () => {
    const schedule = await scheduler.add({ jitterMs: 30_000 });
    const { nextAt } = (await scheduleOf(schedule.id)) ?? {};
    expect(nextAt).toBeGreaterThan(START_AT + MINUTE_MS);
    expect(nextAt).toBeLessThanOrEqual(START_AT + MINUTE_MS + 30_000);
    await scheduler.advance(MINUTE_MS);
    expect(await runsOf(schedule.id)).toEqual([]);
    await scheduler.advance((nextAt ?? 0) - scheduler.now);
    expect(await runsOf(schedule.id)).toMatchObject([{ dueAt: START_AT + MINUTE_MS, at: nextAt }]);
  });

  it("shares its alarm with others that are due with it", async () => {
    const schedules = [await scheduler.add(), await scheduler.add(), await scheduler.add({ cron: "30 * * * * *" })];
    await scheduler.advance(2 * MINUTE_MS);
    const [one = [], two = [], other = []] = await Promise.all(schedules.map(({ id }) => outcomesOf(id)));
    expect([one, two]).toEqual([
      ["12:01 started", "12:02 skipped"],
      ["12:01 started", "12:02 skipped"],
    ]);
    expect(other).toEqual(["12:00 started", "12:01 skipped"]);
  });

  it("passes over its next occurrence where somebody said so, and says who", async () => {
    const by = { kind: "user" as const, ...ADMIN };
    const schedule = await scheduler.add({ skippedBy: by });
    await scheduler.advance(2 * MINUTE_MS);
    expect(await runsOf(schedule.id)).toMatchObject([
      { outcome: "skipped", reason: "It was to be passed over", by, jobId: null },
      { outcome: "started", by: null },
    ]);
  });
});

describe("after 25 hours away", () => {
  const AWAY_MS = 25 * HOUR_MS;

  it.each(["skip", "queue", "cancel"] as const)(
    "the last run within the catch-up is made, once: %s",
    async (overlap) => {
      const schedule = await scheduler.add({ overlap, cron: "0 * * * *" });
      await scheduler.awake(START_AT + AWAY_MS + 60_000);
      await scheduler.advance(60_000);
      expect(await runsOf(schedule.id)).toMatchObject([
        { dueAt: START_AT + HOUR_MS, outcome: "missed", count: 24, reason: expect.stringContaining("a later run") },
        { dueAt: START_AT + AWAY_MS, outcome: "started", count: 1 },
      ]);
      expect(await jobsOf(schedule)).toHaveLength(1);
      expect((await scheduleOf(schedule.id))?.nextAt).toBe(START_AT + AWAY_MS + HOUR_MS);
    },
  );

  it.each([
    ["skip", "skipped"],
    ["queue", "waiting"],
    ["cancel", "started"],
  ] as const)("with a run of before still under way the last one is %s: %s", async (overlap, outcome) => {
    const schedule = await scheduler.add({ overlap, cron: "0 * * * *" });
    await scheduler.awake(START_AT + HOUR_MS);
    await scheduler.awake(START_AT + AWAY_MS);
    expect((await runsOf(schedule.id)).map((run) => [run.outcome, run.count])).toEqual([
      ["started", 1],
      ["missed", 23],
      [outcome, 1],
    ]);
    expect((await jobsOf(schedule)).map(({ status }) => status)).toEqual(
      overlap === "cancel" ? ["cancelled", "queued"] : ["queued"],
    );
  });

  it("none is made where it is too late for that, and all of a second's schedule are one record", async () => {
    const nightly = await scheduler.add({ cron: "30 12 * * *", catchUpMs: HOUR_MS / 2 - 1 });
    const secondly = await scheduler.add({ cron: "* * * * * *", catchUpMs: 0 });
    await scheduler.awake(START_AT + AWAY_MS);
    expect(await runsOf(nightly.id)).toMatchObject([
      { outcome: "missed", count: 2, reason: expect.stringContaining("too late") },
    ]);
    expect(await runsOf(secondly.id)).toMatchObject([
      { outcome: "missed", count: AWAY_MS / 1_000 - 1 },
      { outcome: "started", dueAt: START_AT + AWAY_MS },
    ]);
  });
});

describe("a clock that steps back", () => {
  it("runs nothing twice", async () => {
    const schedule = await scheduler.add();
    await scheduler.advance(MINUTE_MS);
    await becomes((await jobsOf(schedule))[0]?.id ?? "", "completed");
    for (const at of [START_AT, START_AT + MINUTE_MS, START_AT + MINUTE_MS + 5]) await scheduler.awake(at);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started"]);
    // Also where somebody edits it meanwhile, and it is due at that time again.
    await env.DB.prepare("UPDATE schedules SET next_due_at = ?, next_at = ? WHERE id = ?")
      .bind(START_AT + MINUTE_MS, START_AT + MINUTE_MS, schedule.id)
      .run();
    await scheduler.advance(MINUTE_MS);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 started"]);
    expect(await jobsOf(schedule)).toHaveLength(2);
  });
});

describe("a run that comes while others are under way", () => {
  it("is skipped, with its reason", async () => {
    const schedule = await scheduler.add({ maxConcurrency: 2 });
    await scheduler.advance(3 * MINUTE_MS);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 started", "12:03 skipped"]);
    expect((await runsOf(schedule.id))[2]?.reason).toBe("2 runs were still under way, and 2 may be at once");
  });

  it("waits until one has ended, in order", async () => {
    const schedule = await scheduler.add({ overlap: "queue" });
    await scheduler.advance(180_000);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 waiting", "12:03 waiting"]);
    await becomes((await jobsOf(schedule))[0]?.id ?? "", "failed");
    await scheduler.advance(6_000);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 started", "12:03 waiting"]);
    expect(await jobsOf(schedule)).toHaveLength(2);
    // One that was deleted has ended, too.
    await env.DB.prepare("DELETE FROM jobs WHERE id = ?")
      .bind((await jobsOf(schedule))[1]?.id)
      .run();
    await scheduler.advance(6_000);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started", "12:02 started", "12:03 started"]);
  });

  it("is skipped where too many wait", async () => {
    const schedule = await scheduler.add({ overlap: "queue" });
    await scheduler.advance(MINUTE_MS);
    const wait = env.DB.prepare(
      "INSERT INTO schedule_runs (schedule_id, due_at, outcome, at) SELECT ?, key, 'waiting', 0 FROM json_each(?)",
    );
    await wait.bind(schedule.id, JSON.stringify(Array(MAX_WAITING).fill(0))).run();
    await scheduler.advance(MINUTE_MS);
    expect((await runsOf(schedule.id)).at(-1)).toMatchObject({
      outcome: "skipped",
      reason: "100 runs were waiting already",
    });
  });

  it("has the oldest cancelled, in the schedule's name", async () => {
    const schedule = await scheduler.add({ overlap: "cancel", maxConcurrency: 2 });
    await scheduler.advance(3 * MINUTE_MS);
    const jobs = await jobsOf(schedule);
    expect(jobs.map(({ status }) => status)).toEqual(["cancelled", "queued", "queued"]);
    const entry = env.DB.prepare("SELECT actor_id, reason FROM audit WHERE entity_id = ? AND action = 'job.cancel'");
    expect(await entry.bind(jobs[0]?.id).first()).toEqual({
      actor_id: schedule.id,
      reason: "The next run of its schedule was due",
    });
  });
});

describe("what cannot be started", () => {
  const failed = async (id: string) => (await runsOf(id)).map(({ outcome, reason }) => [outcome, reason]);

  it("says that its owner is shut out, or may no longer; the schedule stays", async () => {
    const owner = await addPerson("operator");
    const schedule = await scheduler.add({ ownerId: owner.id, ownerName: owner.name });
    await mutate("users.disable", { id: owner.id });
    await scheduler.advance(MINUTE_MS);
    await mutate("users.enable", { id: owner.id });
    await mutate("users.setRole", { id: owner.id, role: "tech" });
    await scheduler.advance(MINUTE_MS);
    expect(await failed(schedule.id)).toEqual([
      ["failed", expect.stringContaining("is shut out")],
      ["failed", expect.stringContaining("is a tech")],
    ]);
    expect((await scheduleOf(schedule.id))?.nextAt).toBe(START_AT + 3 * MINUTE_MS);
    expect(await jobsOf(schedule)).toEqual([]);
  });

  it("says that its template is gone", async () => {
    const schedule = await scheduler.add({ templateId: "01900000-0000-7000-8000-0000000000ff" });
    await scheduler.advance(MINUTE_MS);
    expect(await failed(schedule.id)).toEqual([["failed", expect.stringContaining("no such template")]]);
  });

  it("by a fault of the moment is tried again, ever later, and is given up", async () => {
    const schedule = await scheduler.add({ cron: "1,2 12 * * *" });
    let tries = 0;
    const tried: number[] = [];
    await scheduler.change(({ startRun }) => ({
      startRun: (start) => {
        tried.push(scheduler.now);
        if (tries++ < 3) throw new Error("not now");
        return startRun(start);
      },
      reportError: () => undefined,
    }));
    await scheduler.advance(MINUTE_MS + 30_000);
    expect(tried.map((at) => at - START_AT - MINUTE_MS)).toEqual([0, 1_000, 3_000, 7_000]);
    expect(await outcomesOf(schedule.id)).toEqual(["12:01 started"]);
    await scheduler.change(() => ({
      startRun: () => Promise.reject(new Error("never")),
      reportError: () => undefined,
    }));
    await becomes((await jobsOf(schedule))[0]?.id ?? "", "completed");
    await scheduler.advance(MINUTE_MS + 250_000);
    expect((await failed(schedule.id)).find(([outcome]) => outcome === "failed")).toEqual([
      "failed",
      "It could not be started in 10 tries",
    ]);
  });

  it("for a pattern that cannot be read is recorded, once, and holds no other up", async () => {
    const broken = await scheduler.add();
    const other = await scheduler.add();
    await env.DB.prepare("UPDATE schedules SET time_zone = 'Mars/Olympus' WHERE id = ?").bind(broken.id).run();
    await scheduler.advance(2 * MINUTE_MS);
    expect(await failed(broken.id)).toEqual([["failed", expect.stringContaining("cannot be read")]]);
    expect(await outcomesOf(other.id)).toEqual(["12:01 started", "12:02 skipped"]);
  });
});

describe("whatever step a crash comes before or after", () => {
  const STEPS = ["listDue", "loadsOf", "record", "listStarts", "startRun"] as const;
  const crashes = STEPS.flatMap((step) => [
    { step, when: "before" as const },
    { step, when: "after" as const },
  ]);

  it.each(crashes)("$when $step each run is started once", async ({ step, when }) => {
    const schedules = [await scheduler.add(), await scheduler.add()];
    let isAlive = true;
    const crash = () => {
      isAlive = false;
      throw new Error("the server is gone");
    };
    // From its end on nothing more is done, until it is there again.
    const dying = (world: SchedulerWorld) =>
      Object.fromEntries(
        Object.entries(world).map(([name, act]: [string, (...given: unknown[]) => unknown]) => [
          name,
          name === "clock" || name === "reportError"
            ? name === "clock"
              ? act
              : () => undefined
            : async (...given: unknown[]) => {
                if (!isAlive || (name === step && when === "before")) crash();
                const result = await act(...given);
                if (name === step) crash();
                return result;
              },
        ]),
      ) as unknown as SchedulerWorld;
    await scheduler.change(dying);
    await scheduler.awake(START_AT + MINUTE_MS);
    expect(isAlive).toBe(false);
    await scheduler.change();
    await scheduler.awake(START_AT + MINUTE_MS + 5_000);
    await scheduler.advance(10_000);
    for (const schedule of schedules) {
      expect(await outcomesOf(schedule.id)).toEqual(["12:01 started"]);
      expect(await jobsOf(schedule)).toHaveLength(1);
    }
  });
});

describe("ten thousand schedules that are due in the same minute", () => {
  const COUNT = 10_000;

  it("are each recorded and started once", async () => {
    const first = await scheduler.add();
    await copySchedule(first.id, COUNT - 1);
    const started: string[] = [];
    const settled = env.DB.prepare(
      "UPDATE schedule_runs SET outcome = 'started' WHERE (schedule_id, due_at) IN (SELECT value, ? FROM json_each(?))",
    );
    let unsettled: string[] = [];
    // What a job costs is known: here it is only noted, and a page of them settled by one statement.
    await scheduler.change(({ listStarts }) => ({
      startRun: async ({ schedule: { id } }) => void unsettled.push(id),
      listStarts: async (now, limit) => {
        await settled.bind(START_AT + MINUTE_MS, JSON.stringify(unsettled)).run();
        started.push(...unsettled);
        unsettled = [];
        return listStarts(now, limit);
      },
    }));
    await scheduler.awake(START_AT + MINUTE_MS);
    expect(started).toHaveLength(COUNT);
    expect(new Set(started).size).toBe(COUNT);
    const [rows] = await env.DB.batch<{ runs: number }>([
      env.DB.prepare("SELECT count(*) AS runs FROM schedule_runs WHERE outcome = 'started'"),
    ]);
    expect(rows?.results).toEqual([{ runs: COUNT }]);
  });

  it("start as many jobs as there are schedules", async () => {
    const first = await scheduler.add();
    await copySchedule(first.id, 39);
    await scheduler.awake(START_AT + MINUTE_MS);
    await scheduler.awake(START_AT + MINUTE_MS + 1);
    const jobs = env.DB.prepare(
      "SELECT count(*) AS jobs, count(DISTINCT schedule_id) AS schedules FROM jobs WHERE schedule_id LIKE ?",
    );
    expect(await jobs.bind(`${first.id}%`).first()).toEqual({ jobs: 40, schedules: 40 });
  });
});

describe("an alarm", () => {
  it("looks at what is due alone, however many schedules and records there are", async () => {
    const [due, next, starts, waiting] = await Promise.all(
      [
        (db: Database) => listDue(db, START_AT, 10),
        (db: Database) => nextDueAt(db),
        (db: Database) => listStarts(db, START_AT, 10),
        (db: Database) => listWaiting(db, 10),
      ].map((ask) => plansOf(ask)),
    );
    expect(due?.flat()).toContain("SEARCH s USING INDEX schedules_due (next_at<?)");
    expect(next?.flat().join()).toMatch(/schedules_due.*schedule_runs_starting/);
    expect(starts?.flat().join()).toContain("schedule_runs_starting");
    expect(waiting?.flat().join()).toContain("schedule_runs_waiting");
    const plans = [due, next, starts, waiting].flat(2);
    expect(plans.filter((step) => /SCAN (s|r|t|schedules|schedule_runs)$/.test(step ?? ""))).toEqual([]);
  });
});

describe("the records", () => {
  it("are removed when they are old, and with their schedule, but for what is under way", async () => {
    const kept = await scheduler.add();
    const deleted = await scheduler.add();
    const insert = env.DB.prepare(
      "INSERT INTO schedule_runs (schedule_id, due_at, outcome, at, is_open) VALUES (?, ?, ?, ?, ?)",
    );
    await env.DB.batch([
      insert.bind(kept.id, 1, "started", 1, 0),
      insert.bind(kept.id, 2, "started", 2, 1),
      insert.bind(kept.id, 3, "waiting", 3, 0),
      insert.bind(kept.id, 10, "missed", 10, 0),
      insert.bind(deleted.id, 10, "started", 10, 0),
      env.DB.prepare("UPDATE schedules SET deleted_at = 1 WHERE id = ?").bind(deleted.id),
    ]);
    await removeOldRuns(openDatabase(env.DB), 10);
    expect((await runsOf(kept.id)).map(({ dueAt }) => dueAt)).toEqual([2, 3, 10]);
    expect(await runsOf(deleted.id)).toEqual([]);
    const left = await env.DB.prepare("SELECT id FROM schedules").all();
    expect(left.results).toEqual([{ id: kept.id }]);
  });

  it("of a pattern with seconds are the newest alone, and what is under way", async () => {
    const [often, rarely] = [await scheduler.add({ cron: "* * * * * *" }), await scheduler.add()];
    const insert = env.DB.prepare(
      "INSERT INTO schedule_runs (schedule_id, due_at, outcome, at, is_open) VALUES (?, ?, ?, 100, ?)",
    );
    const of = ({ id }: { id: string }) => [
      insert.bind(id, 1, "started", 1),
      insert.bind(id, 2, "waiting", 0),
      ...[3, 4, 5, 6].map((dueAt) => insert.bind(id, dueAt, "skipped", 0)),
    ];
    await env.DB.batch([...of(often), ...of(rarely)]);
    await removeOldRuns(openDatabase(env.DB), 10, 2);
    expect((await runsOf(often.id)).map(({ dueAt }) => dueAt)).toEqual([1, 2, 5, 6]);
    expect(await runsOf(rarely.id)).toHaveLength(6);
  });
});
