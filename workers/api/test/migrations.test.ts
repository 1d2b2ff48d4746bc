import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Alert, Job } from "@fieldline/domain/job";
import { beforeAll, describe, expect, it } from "vitest";
import { callsOf, mutate, query } from "../../test/call.ts";
import { ADMIN, addPerson } from "../../test/identities.ts";
import { probeInput } from "../../test/probe-input.ts";

const MIA = "01900000-0000-7000-8000-000000000001";
const NOA = "01900000-0000-7000-8000-000000000002";
const idOf = (last: string) => `01900000-0000-7000-8000-0000000000${last}`;
const YESTERDAY = Math.floor(Date.now() / 86_400_000) - 1;
const AT = YESTERDAY * 86_400_000 + 3_600_000;

function oldJob(last: string, status: string, search: string): string {
  const spec = {
    target: { host: "203.0.113.47", port: 443 },
    method: "tcp",
    vantage: { kind: "edge" },
    ...{ cadenceMs: 1_000, durationMs: 600_000, packets: 1, timeoutMs: 800 },
  };
  return `INSERT INTO jobs (id, kind, type, name, requester_id, requester_name, spec, search_text, created_at, version,
                            status, started_at, ended_at, updated_at)
    VALUES ('${idOf(last)}', 'probe', 'tcp', 'Old ${last}', '${MIA}', 'Mia', '${JSON.stringify(spec)}',
            '${search}', ${AT}, 3, '${status}', ${AT}, ${AT + 600_000}, ${AT + 600_000})`;
}

function oldTask(last: string, status: string): string {
  return `INSERT INTO jobs (id, kind, type, name, queue, template_id, requester_id, requester_name, spec, search_text,
                            created_at, version, status, queued_at, updated_at)
    VALUES ('${idOf(last)}', 'task', 'sync.finance', 'Old ${last}', 'standard', '${idOf("f4")}', '${MIA}', 'Mia', '{}',
            'old task', ${AT}, 3, '${status}', ${AT}, ${AT})`;
}

function oldAlert(last: string, jobId: string): string {
  return `INSERT INTO alerts (id, job_id, job_name, state, reason, raised_at, version)
    VALUES ('${idOf(last)}', '${jobId}', 'Old', 'offline', 'No reply.', ${AT}, 2)`;
}

function oldEntry(last: string, action: string): string {
  return `INSERT INTO audit (id, at, actor_kind, actor_id, actor_name, action, entity_type, entity_id)
    VALUES ('${idOf(last)}', ${AT}, 'user', '${MIA}', 'Mia', '${action}', 'job', '${idOf("a1")}')`;
}

/** A few rows for each table that a migration makes, as the server of its day wrote them. */
const ROWS: Record<string, string[]> = {
  "0001_jobs.sql": [
    oldJob("a1", "completed", "cpe-77.example.net"),
    oldJob("a2", "failed", "acc-00123"),
    oldJob("a3", "completed", "removed since"),
    `DELETE FROM jobs WHERE id = '${idOf("a3")}'`,
    oldAlert("b1", idOf("a1")),
    oldAlert("b2", idOf("a3")),
    oldEntry("c1", "job.create"),
    oldEntry("c2", "job.cancel"),
    `INSERT INTO config VALUES ('limits', '{"jobsPerUserPerDay":7,"runningJobs":9}', 3, ${AT}, '${MIA}')`,
  ],
  "0002_access.sql": [
    `INSERT INTO users (id, name, email, role, created_at, updated_at)
     VALUES ('${NOA}', 'Noa', 'noa@example.net', 'operator', ${AT}, ${AT})`,
    `INSERT INTO accounts (id, user_id, account_id, provider_id, password, created_at, updated_at)
     VALUES ('${idOf("d1")}', '${NOA}', '${NOA}', 'credential', 'a hash', ${AT}, ${AT})`,
    `INSERT INTO sessions (id, user_id, token, expires_at, created_at, updated_at)
     VALUES ('${idOf("d2")}', '${NOA}', 'a session', ${AT + 600_000}, ${AT}, ${AT})`,
    `INSERT INTO verifications (id, identifier, value, expires_at, created_at, updated_at)
     VALUES ('${idOf("d3")}', 'noa@example.net', 'a value', ${AT + 600_000}, ${AT}, ${AT})`,
    `INSERT INTO tokens (id, user_id, name, role, hash, created_at, expires_at)
     VALUES ('${idOf("d4")}', '${NOA}', 'Script', 'tech', 'another hash', ${AT}, ${AT + 600_000})`,
    `INSERT INTO shares (id, job_id, created_by, created_by_name, created_at, expires_at)
     VALUES ('${idOf("d5")}', '${idOf("a1")}', '${NOA}', 'Noa', ${AT}, ${AT + 600_000})`,
  ],
  "0003_devices.sql": [
    `INSERT INTO devices (id, name, kind, capabilities, search_text, enrolled_at, enrolled_by, enrolled_by_name, updated_at)
     VALUES ('${idOf("f1")}', 'gw-12', 'device', '{"kinds":["command"]}', 'gw-12', ${AT}, '${NOA}', 'Noa', ${AT})`,
    `INSERT INTO device_attributes VALUES ('${idOf("f1")}', 'site', 'west')`,
    `INSERT INTO device_groups (id, name, kind, created_at, updated_at) VALUES ('${idOf("f2")}', 'West', 'static', ${AT}, ${AT})`,
    `INSERT INTO device_group_members VALUES ('${idOf("f2")}', '${idOf("f1")}')`,
    `INSERT INTO enrollments (id, hash, kind, group_ids, created_by, created_by_name, created_at, expires_at)
     VALUES ('${idOf("f3")}', 'a third hash', 'device', '[]', '${NOA}', 'Noa', ${AT}, ${AT + 600_000})`,
    `INSERT INTO templates (id, slug, name, kind, version, created_at, updated_at)
     VALUES ('${idOf("f4")}', 'look', 'Look', 'command', 1, ${AT}, ${AT})`,
    `INSERT INTO template_versions VALUES ('${idOf("f4")}', 1, '{}', '[]', '{}', ${AT}, '${NOA}', 'Noa')`,
    `INSERT INTO handlers (id, name, version, created_at, updated_at) VALUES ('${idOf("f5")}', 'look.sh', 1, ${AT}, ${AT})`,
    `INSERT INTO handler_versions VALUES ('${idOf("f5")}', 1, 'sh', 'true', 'a sum', ${AT}, '${NOA}', 'Noa')`,
    `INSERT INTO rollouts (id, name, template_id, status, requester_id, requester_name, body, work, version, created_at)
     VALUES ('${idOf("f6")}', 'Old rollout', '${idOf("f4")}', 'completed', '${NOA}', 'Noa', '{}', '{}', 2, ${AT})`,
  ],
  "0004_tasks.sql": [
    oldTask("a4", "queued"),
    oldTask("a5", "running"),
    `UPDATE jobs SET holder_id = '${idOf("f1")}', held_attempt = 1, held_at = ${AT} WHERE id = '${idOf("a5")}'`,
    `INSERT INTO job_dependencies VALUES ('${idOf("a4")}', '${idOf("a5")}')`,
  ],
  "0005_schedules.sql": [
    `INSERT INTO schedules (id, name, cron, time_zone, template_id, variables, target, overlap, max_concurrency,
       catch_up_ms, jitter_ms, is_enabled, next_due_at, next_at, owner_id, owner_name, version, created_at, updated_at)
     VALUES ('${idOf("e5")}', 'Nightly', '0 3 * * *', 'UTC', '${idOf("e6")}', '{}', '{"kind":"queue","queue":"batch"}',
       'skip', 1, 3600000, 0, 1, ${AT}, ${AT}, '${NOA}', 'Noa', 1, ${AT}, ${AT})`,
    `INSERT INTO schedule_runs (schedule_id, due_at, outcome, reason, at)
     VALUES ('${idOf("e5")}', ${AT}, 'skipped', 'The run before was still under way', ${AT})`,
  ],
  "0006_views.sql": [
    `INSERT INTO views (id, name, page, search, owner_id, created_at, updated_at)
     VALUES ('${idOf("e9")}', 'Failed lines', 'jobs', '{"status":["failed"]}', '${NOA}', ${AT}, ${AT})`,
  ],
};

async function rowsOf(statement: string): Promise<Record<string, unknown>[]> {
  return (await env.DB.prepare(statement).all()).results;
}

/** The tables that migrations made, without those in which a search index keeps itself. */
async function tables(): Promise<string[]> {
  const found = await rowsOf(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('virtual', 'table')
       AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name <> 'd1_migrations'`,
  );
  return found.map(({ name }) => String(name)).sort();
}

const columnsOf = async (table: string) =>
  (await rowsOf(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => String(name));

interface Content {
  table: string;
  columns: string[];
  rows: string[];
}
async function contentOf(table: string, columns: string[]): Promise<Content> {
  const rows = await rowsOf(`SELECT ${columns.join(", ")} FROM ${table}`);
  return { table, columns, rows: rows.map((row) => JSON.stringify(row)).sort() };
}

async function dropAll(): Promise<void> {
  const names = [...(await tables()), "d1_migrations"];
  await env.DB.batch(
    ["PRAGMA defer_foreign_keys = ON", ...names.map((name) => `DROP TABLE ${name}`)].map((each) =>
      env.DB.prepare(each),
    ),
  );
  expect(await tables()).toEqual([]);
}

/** What each migration met in the database and what it left of that. */
const steps: { name: string; before: Content[]; after: Content[] }[] = [];

beforeAll(async () => {
  await dropAll();
  for (const [applied, { name }] of env.MIGRATIONS.entries()) {
    const met = await Promise.all((await tables()).map(async (table) => contentOf(table, await columnsOf(table))));
    await applyD1Migrations(env.DB, env.MIGRATIONS.slice(0, applied + 1));
    const left = await Promise.all(met.map(({ table, columns }) => contentOf(table, columns)));
    steps.push({ name, before: met, after: left });
    const fill = ROWS[name] ?? [];
    if (fill.length > 0) await env.DB.batch(fill.map((statement) => env.DB.prepare(statement)));
  }
});

describe("a migration", () => {
  it.each(env.MIGRATIONS.slice(1).map(({ name }) => name))("%s meets rows in every table, and keeps them", (name) => {
    const { before = [], after } = steps.find((step) => step.name === name) ?? {};
    expect(before.map(({ table }) => table)).toContain("jobs");
    // Give the tables of the migration before this one a few rows in ROWS.
    expect(before.filter(({ rows }) => rows.length === 0).map(({ table }) => table)).toEqual([]);
    expect(after?.map(({ table, rows }) => [table, rows.length])).toEqual(
      before.map(({ table, rows }) => [table, rows.length]),
    );
    expect(after).toEqual(before);
  });
});

describe("after all migrations over old rows", () => {
  it.each([
    ["cpe-77", "a1"],
    ["00123", "a2"],
  ])("an old job is found by %s, and a deleted one is not", async (search, last) => {
    const { data } = await query<{ items: Job[] }>("jobs.list", { search });
    expect(data.items.map(({ id }) => id)).toEqual([idOf(last)]);
    expect((await query<{ items: Job[] }>("jobs.list", { search: "removed since" })).data.items).toEqual([]);
    // Throws where the index and the rows differ.
    await env.DB.prepare("INSERT INTO jobs_search (jobs_search, rank) VALUES ('integrity-check', 1)").run();
  });

  it("the old audit is read, and can still not be changed or shortened", async () => {
    const { data } = await query<{ items: { id: string; address: null }[] }>("audit.list", { actorId: MIA });
    expect(data.items.map(({ id }) => id)).toEqual([idOf("c2"), idOf("c1")]);
    expect(data.items[0]).toMatchObject({ address: null, requestId: null });
    for (const statement of ["UPDATE audit SET reason = 'x'", "DELETE FROM audit"])
      await expect(env.DB.prepare(statement).run(), statement).rejects.toThrow("append-only");
  });

  it("an old alert belongs to whoever requested its job, and to nobody where that is gone", async () => {
    expect(await rowsOf("SELECT id, requester_id FROM alerts ORDER BY id")).toEqual([
      { id: idOf("b1"), requester_id: MIA },
      { id: idOf("b2"), requester_id: "" },
    ]);
    const mia = await addPerson("tech", { id: MIA, name: "Mia" });
    const other = await addPerson("tech");
    const alertsOf = async (token: string) =>
      (await callsOf(token).query<{ items: Alert[] }>("alerts.list")).data.items.map(({ id }) => id);
    expect(await alertsOf(mia.token)).toEqual([idOf("b1")]);
    expect(await alertsOf(other.token)).toEqual([]);
  });

  it("a setting holds as it was stored", async () => {
    const { data } = await query<{ versions: object }>("config.get");
    expect(data).toMatchObject({ limits: { jobsPerUserPerDay: 7, runningJobs: 9 }, versions: { limits: 3 } });
  });

  it("a job is created and counted once, beside what was counted before", async () => {
    const { status, data } = await mutate<Job>("jobs.create", probeInput());
    expect([status, data.status]).toEqual([200, "running"]);
    const counted = await rowsOf("SELECT requester_id, day, created FROM job_days ORDER BY day");
    expect(counted).toEqual([
      { requester_id: MIA, day: YESTERDAY, created: 3 },
      { requester_id: ADMIN.id, day: Math.floor(data.createdAt / 86_400_000), created: 1 },
    ]);
    expect((await query<{ items: Job[] }>("jobs.list", { kind: ["probe"] })).data.items).toHaveLength(3);
  });
});
